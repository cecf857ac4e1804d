// The steps of a Fourier transform on complex numbers whose parts are V: the real part at an address, the imaginary part
// right behind it. Decimation in frequency forward, in time back (Cooley & Tukey 1965, Gentleman & Sande 1966), so that
// nothing is ever put in order.
import { Lanes } from './lanes';

export class Butterfly {
  /** Four numbers split; the last three are turned by the three at `w`. */
  @inline static split<V, T>(
    ar: V,
    ai: V,
    br: V,
    bi: V,
    cr: V,
    ci: V,
    dr: V,
    di: V,
    p0: usize,
    p1: usize,
    p2: usize,
    p3: usize,
    w: usize,
  ): void {
    const t0r = Lanes.add<V, T>(ar, cr);
    const t0i = Lanes.add<V, T>(ai, ci);
    const t1r = Lanes.sub<V, T>(ar, cr);
    const t1i = Lanes.sub<V, T>(ai, ci);
    const t2r = Lanes.add<V, T>(br, dr);
    const t2i = Lanes.add<V, T>(bi, di);
    const t3r = Lanes.sub<V, T>(br, dr);
    const t3i = Lanes.sub<V, T>(bi, di);
    store<V>(p0, Lanes.add<V, T>(t0r, t2r));
    store<V>(p0, Lanes.add<V, T>(t0i, t2i), sizeof<V>());
    Butterfly.putTurned<V, T>(p2, Lanes.sub<V, T>(t0r, t2r), Lanes.sub<V, T>(t0i, t2i), w + 2 * sizeof<T>());
    Butterfly.putTurned<V, T>(p1, Lanes.add<V, T>(t1r, t3i), Lanes.sub<V, T>(t1i, t3r), w);
    Butterfly.putTurned<V, T>(p3, Lanes.sub<V, T>(t1r, t3i), Lanes.add<V, T>(t1i, t3r), w + 4 * sizeof<T>());
  }

  /** Stores (r + i·m) times the number at `w`. */
  @inline static putTurned<V, T>(to: usize, r: V, m: V, w: usize): void {
    const wr = Lanes.every<V, T>(w);
    const wi = Lanes.next<V, T>(w);
    store<V>(to, Lanes.nmadd<V, T>(m, wi, Lanes.mul<V, T>(r, wr)));
    store<V>(to, Lanes.madd<V, T>(m, wr, Lanes.mul<V, T>(r, wi)), sizeof<V>());
  }

  /** What split does, undone (times 4). `apart`: from real to imaginary part of the result, or 0 where one follows the other. */
  @inline static join<V, T>(
    p0: usize,
    p1: usize,
    p2: usize,
    p3: usize,
    w: usize,
    to0: usize,
    to1: usize,
    to2: usize,
    to3: usize,
    apart: usize,
  ): void {
    const ar = load<V>(p0);
    const ai = load<V>(p0, sizeof<V>());
    let r = load<V>(p2);
    let m = load<V>(p2, sizeof<V>());
    let wr = Lanes.every<V, T>(w + 2 * sizeof<T>());
    let wi = Lanes.next<V, T>(w + 2 * sizeof<T>());
    const cr = Lanes.madd<V, T>(m, wi, Lanes.mul<V, T>(r, wr));
    const ci = Lanes.nmadd<V, T>(r, wi, Lanes.mul<V, T>(m, wr));
    r = load<V>(p1);
    m = load<V>(p1, sizeof<V>());
    wr = Lanes.every<V, T>(w);
    wi = Lanes.next<V, T>(w);
    const br = Lanes.madd<V, T>(m, wi, Lanes.mul<V, T>(r, wr));
    const bi = Lanes.nmadd<V, T>(r, wi, Lanes.mul<V, T>(m, wr));
    r = load<V>(p3);
    m = load<V>(p3, sizeof<V>());
    wr = Lanes.every<V, T>(w + 4 * sizeof<T>());
    wi = Lanes.next<V, T>(w + 4 * sizeof<T>());
    const dr = Lanes.madd<V, T>(m, wi, Lanes.mul<V, T>(r, wr));
    const di = Lanes.nmadd<V, T>(r, wi, Lanes.mul<V, T>(m, wr));
    const t0r = Lanes.add<V, T>(ar, cr);
    const t0i = Lanes.add<V, T>(ai, ci);
    const t1r = Lanes.sub<V, T>(ar, cr);
    const t1i = Lanes.sub<V, T>(ai, ci);
    const t2r = Lanes.add<V, T>(br, dr);
    const t2i = Lanes.add<V, T>(bi, di);
    const t3r = Lanes.sub<V, T>(br, dr);
    const t3i = Lanes.sub<V, T>(bi, di);
    Butterfly.put<V>(to0, apart, Lanes.add<V, T>(t0r, t2r), Lanes.add<V, T>(t0i, t2i));
    Butterfly.put<V>(to2, apart, Lanes.sub<V, T>(t0r, t2r), Lanes.sub<V, T>(t0i, t2i));
    Butterfly.put<V>(to1, apart, Lanes.sub<V, T>(t1r, t3i), Lanes.add<V, T>(t1i, t3r));
    Butterfly.put<V>(to3, apart, Lanes.add<V, T>(t1r, t3i), Lanes.sub<V, T>(t1i, t3r));
  }

  @inline static put<V>(to: usize, apart: usize, r: V, m: V): void {
    store<V>(to, r);
    if (apart == 0) store<V>(to, m, sizeof<V>());
    else store<V>(to + apart, m);
  }

  /** Four neighbours, not turned; or `back` (times 4). */
  @inline static four<V, T>(p: usize, back: bool): void {
    const ar = load<V>(p);
    const ai = load<V>(p, sizeof<V>());
    const cr = load<V>(p, 4 * sizeof<V>());
    const ci = load<V>(p, 5 * sizeof<V>());
    const t0r = Lanes.add<V, T>(ar, cr);
    const t0i = Lanes.add<V, T>(ai, ci);
    const t1r = Lanes.sub<V, T>(ar, cr);
    const t1i = Lanes.sub<V, T>(ai, ci);
    const br = load<V>(p, 2 * sizeof<V>());
    const bi = load<V>(p, 3 * sizeof<V>());
    const dr = load<V>(p, 6 * sizeof<V>());
    const di = load<V>(p, 7 * sizeof<V>());
    const t2r = Lanes.add<V, T>(br, dr);
    const t2i = Lanes.add<V, T>(bi, di);
    const t3r = back ? Lanes.sub<V, T>(dr, br) : Lanes.sub<V, T>(br, dr);
    const t3i = back ? Lanes.sub<V, T>(di, bi) : Lanes.sub<V, T>(bi, di);
    store<V>(p, Lanes.add<V, T>(t0r, t2r));
    store<V>(p, Lanes.add<V, T>(t0i, t2i), sizeof<V>());
    store<V>(p, Lanes.sub<V, T>(t0r, t2r), 4 * sizeof<V>());
    store<V>(p, Lanes.sub<V, T>(t0i, t2i), 5 * sizeof<V>());
    store<V>(p, Lanes.add<V, T>(t1r, t3i), 2 * sizeof<V>());
    store<V>(p, Lanes.sub<V, T>(t1i, t3r), 3 * sizeof<V>());
    store<V>(p, Lanes.sub<V, T>(t1r, t3i), 6 * sizeof<V>());
    store<V>(p, Lanes.add<V, T>(t1i, t3r), 7 * sizeof<V>());
  }

  /** Four neighbours, not turned, times four numbers from `g` on (every one, or every `apart`th), and back. */
  @inline static fourTimes<V, T>(p: usize, g: usize, apart: usize): void {
    const ar = load<V>(p);
    const ai = load<V>(p, sizeof<V>());
    const cr = load<V>(p, 4 * sizeof<V>());
    const ci = load<V>(p, 5 * sizeof<V>());
    const t0r = Lanes.add<V, T>(ar, cr);
    const t0i = Lanes.add<V, T>(ai, ci);
    const t1r = Lanes.sub<V, T>(ar, cr);
    const t1i = Lanes.sub<V, T>(ai, ci);
    const br = load<V>(p, 2 * sizeof<V>());
    const bi = load<V>(p, 3 * sizeof<V>());
    const dr = load<V>(p, 6 * sizeof<V>());
    const di = load<V>(p, 7 * sizeof<V>());
    const t2r = Lanes.add<V, T>(br, dr);
    const t2i = Lanes.add<V, T>(bi, di);
    const t3r = Lanes.sub<V, T>(br, dr);
    const t3i = Lanes.sub<V, T>(bi, di);
    let r = Lanes.add<V, T>(t0r, t2r);
    let m = Lanes.add<V, T>(t0i, t2i);
    let gr = Lanes.every<V, T>(g);
    let gi = Lanes.next<V, T>(g);
    const z0r = Lanes.nmadd<V, T>(m, gi, Lanes.mul<V, T>(r, gr));
    const z0i = Lanes.madd<V, T>(m, gr, Lanes.mul<V, T>(r, gi));
    r = Lanes.sub<V, T>(t0r, t2r);
    m = Lanes.sub<V, T>(t0i, t2i);
    gr = Lanes.every<V, T>(g + 4 * apart * sizeof<T>());
    gi = Lanes.next<V, T>(g + 4 * apart * sizeof<T>());
    const z2r = Lanes.nmadd<V, T>(m, gi, Lanes.mul<V, T>(r, gr));
    const z2i = Lanes.madd<V, T>(m, gr, Lanes.mul<V, T>(r, gi));
    const u0r = Lanes.add<V, T>(z0r, z2r);
    const u0i = Lanes.add<V, T>(z0i, z2i);
    const u1r = Lanes.sub<V, T>(z0r, z2r);
    const u1i = Lanes.sub<V, T>(z0i, z2i);
    r = Lanes.add<V, T>(t1r, t3i);
    m = Lanes.sub<V, T>(t1i, t3r);
    gr = Lanes.every<V, T>(g + 2 * apart * sizeof<T>());
    gi = Lanes.next<V, T>(g + 2 * apart * sizeof<T>());
    const z1r = Lanes.nmadd<V, T>(m, gi, Lanes.mul<V, T>(r, gr));
    const z1i = Lanes.madd<V, T>(m, gr, Lanes.mul<V, T>(r, gi));
    r = Lanes.sub<V, T>(t1r, t3i);
    m = Lanes.add<V, T>(t1i, t3r);
    gr = Lanes.every<V, T>(g + 6 * apart * sizeof<T>());
    gi = Lanes.next<V, T>(g + 6 * apart * sizeof<T>());
    const z3r = Lanes.nmadd<V, T>(m, gi, Lanes.mul<V, T>(r, gr));
    const z3i = Lanes.madd<V, T>(m, gr, Lanes.mul<V, T>(r, gi));
    const u2r = Lanes.add<V, T>(z1r, z3r);
    const u2i = Lanes.add<V, T>(z1i, z3i);
    const u3r = Lanes.sub<V, T>(z1r, z3r);
    const u3i = Lanes.sub<V, T>(z1i, z3i);
    store<V>(p, Lanes.add<V, T>(u0r, u2r));
    store<V>(p, Lanes.add<V, T>(u0i, u2i), sizeof<V>());
    store<V>(p, Lanes.sub<V, T>(u0r, u2r), 4 * sizeof<V>());
    store<V>(p, Lanes.sub<V, T>(u0i, u2i), 5 * sizeof<V>());
    store<V>(p, Lanes.sub<V, T>(u1r, u3i), 2 * sizeof<V>());
    store<V>(p, Lanes.add<V, T>(u1i, u3r), 3 * sizeof<V>());
    store<V>(p, Lanes.add<V, T>(u1r, u3i), 6 * sizeof<V>());
    store<V>(p, Lanes.sub<V, T>(u1i, u3r), 7 * sizeof<V>());
  }

  /** Eight neighbours in the same way; `half` is √½ in every lane. */
  @inline static eight<V, T>(p: usize, back: bool, half: V): void {
    let ar = load<V>(p);
    let ai = load<V>(p, sizeof<V>());
    let br = load<V>(p, 8 * sizeof<V>());
    let bi = load<V>(p, 9 * sizeof<V>());
    const s0r = Lanes.add<V, T>(ar, br);
    const s0i = Lanes.add<V, T>(ai, bi);
    const d0r = Lanes.sub<V, T>(ar, br);
    const d0i = Lanes.sub<V, T>(ai, bi);
    ar = load<V>(p, 4 * sizeof<V>());
    ai = load<V>(p, 5 * sizeof<V>());
    br = load<V>(p, 12 * sizeof<V>());
    bi = load<V>(p, 13 * sizeof<V>());
    const s2r = Lanes.add<V, T>(ar, br);
    const s2i = Lanes.add<V, T>(ai, bi);
    const d2r = back ? Lanes.sub<V, T>(br, ar) : Lanes.sub<V, T>(ar, br);
    const d2i = back ? Lanes.sub<V, T>(bi, ai) : Lanes.sub<V, T>(ai, bi);
    const fr = Lanes.add<V, T>(d0r, d2i);
    const fi = Lanes.sub<V, T>(d0i, d2r);
    const gr = Lanes.sub<V, T>(d0r, d2i);
    const gi = Lanes.add<V, T>(d0i, d2r);
    const ur = Lanes.add<V, T>(s0r, s2r);
    const ui = Lanes.add<V, T>(s0i, s2i);
    const vr = Lanes.sub<V, T>(s0r, s2r);
    const vi = Lanes.sub<V, T>(s0i, s2i);
    ar = load<V>(p, 2 * sizeof<V>());
    ai = load<V>(p, 3 * sizeof<V>());
    br = load<V>(p, 10 * sizeof<V>());
    bi = load<V>(p, 11 * sizeof<V>());
    const s1r = Lanes.add<V, T>(ar, br);
    const s1i = Lanes.add<V, T>(ai, bi);
    const d1r = Lanes.sub<V, T>(ar, br);
    const d1i = Lanes.sub<V, T>(ai, bi);
    ar = load<V>(p, 6 * sizeof<V>());
    ai = load<V>(p, 7 * sizeof<V>());
    br = load<V>(p, 14 * sizeof<V>());
    bi = load<V>(p, 15 * sizeof<V>());
    const s3r = Lanes.add<V, T>(ar, br);
    const s3i = Lanes.add<V, T>(ai, bi);
    const d3r = Lanes.sub<V, T>(ar, br);
    const d3i = Lanes.sub<V, T>(ai, bi);
    const xr = Lanes.add<V, T>(s1r, s3r);
    const xi = Lanes.add<V, T>(s1i, s3i);
    const zr = back ? Lanes.sub<V, T>(s3r, s1r) : Lanes.sub<V, T>(s1r, s3r);
    const zi = back ? Lanes.sub<V, T>(s3i, s1i) : Lanes.sub<V, T>(s1i, s3i);
    store<V>(p, Lanes.add<V, T>(ur, xr));
    store<V>(p, Lanes.add<V, T>(ui, xi), sizeof<V>());
    store<V>(p, Lanes.sub<V, T>(ur, xr), 8 * sizeof<V>());
    store<V>(p, Lanes.sub<V, T>(ui, xi), 9 * sizeof<V>());
    store<V>(p, Lanes.add<V, T>(vr, zi), 4 * sizeof<V>());
    store<V>(p, Lanes.sub<V, T>(vi, zr), 5 * sizeof<V>());
    store<V>(p, Lanes.sub<V, T>(vr, zi), 12 * sizeof<V>());
    store<V>(p, Lanes.add<V, T>(vi, zr), 13 * sizeof<V>());
    const pr = Lanes.sub<V, T>(d1r, d3r);
    const pi = Lanes.sub<V, T>(d1i, d3i);
    const qr = Lanes.add<V, T>(d1r, d3r);
    const qi = Lanes.add<V, T>(d1i, d3i);
    const mr = back ? Lanes.sub<V, T>(pr, qi) : Lanes.add<V, T>(pr, qi);
    const mi = back ? Lanes.add<V, T>(pi, qr) : Lanes.sub<V, T>(pi, qr);
    const nr = back ? Lanes.add<V, T>(pr, qi) : Lanes.sub<V, T>(pr, qi);
    const ni = back ? Lanes.sub<V, T>(pi, qr) : Lanes.add<V, T>(pi, qr);
    store<V>(p, Lanes.madd<V, T>(mr, half, fr), 2 * sizeof<V>());
    store<V>(p, Lanes.madd<V, T>(mi, half, fi), 3 * sizeof<V>());
    store<V>(p, Lanes.nmadd<V, T>(mr, half, fr), 10 * sizeof<V>());
    store<V>(p, Lanes.nmadd<V, T>(mi, half, fi), 11 * sizeof<V>());
    store<V>(p, Lanes.nmadd<V, T>(nr, half, gr), 6 * sizeof<V>());
    store<V>(p, Lanes.nmadd<V, T>(ni, half, gi), 7 * sizeof<V>());
    store<V>(p, Lanes.madd<V, T>(nr, half, gr), 14 * sizeof<V>());
    store<V>(p, Lanes.madd<V, T>(ni, half, gi), 15 * sizeof<V>());
  }
}

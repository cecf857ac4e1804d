// One step of radix 2: eight neighbours become four of even and four of odd frequencies, and back (times 2).
import { Lanes } from './lanes';

export class Halves {
  /** `half` is √½ in every lane. */
  @inline static split<V, T>(p: usize, half: V): void {
    Halves.splitPair<V, T>(p, half, 0);
    Halves.splitPair<V, T>(p + 2 * sizeof<V>(), half, 1);
    Halves.splitPair<V, T>(p + 4 * sizeof<V>(), half, 2);
    Halves.splitPair<V, T>(p + 6 * sizeof<V>(), half, 3);
  }

  @inline static join<V, T>(p: usize, half: V): void {
    Halves.joinPair<V, T>(p, half, 0);
    Halves.joinPair<V, T>(p + 2 * sizeof<V>(), half, 1);
    Halves.joinPair<V, T>(p + 4 * sizeof<V>(), half, 2);
    Halves.joinPair<V, T>(p + 6 * sizeof<V>(), half, 3);
  }

  /** Sum and difference of a number and the fourth behind it; the difference is turned by exp(−πi/4) `eighths` times. */
  @inline static splitPair<V, T>(p: usize, half: V, eighths: i32): void {
    const ar = load<V>(p);
    const ai = load<V>(p, sizeof<V>());
    const br = load<V>(p, 8 * sizeof<V>());
    const bi = load<V>(p, 9 * sizeof<V>());
    store<V>(p, Lanes.add<V, T>(ar, br));
    store<V>(p, Lanes.add<V, T>(ai, bi), sizeof<V>());
    const r = Lanes.sub<V, T>(ar, br);
    const m = Lanes.sub<V, T>(ai, bi);
    if (eighths == 0) Halves.put<V>(p, r, m);
    else if (eighths == 2) Halves.put<V>(p, m, Lanes.sub<V, T>(br, ar));
    else {
      // (1 − i)·√½, and the same turned by −i.
      const x = Lanes.mul<V, T>(half, Lanes.add<V, T>(m, r));
      const y = Lanes.mul<V, T>(half, Lanes.sub<V, T>(m, r));
      if (eighths == 1) Halves.put<V>(p, x, y);
      else Halves.put<V>(p, y, Lanes.mul<V, T>(half, Lanes.sub<V, T>(Lanes.sub<V, T>(br, ar), m)));
    }
  }

  @inline static put<V>(p: usize, r: V, m: V): void {
    store<V>(p, r, 8 * sizeof<V>());
    store<V>(p, m, 9 * sizeof<V>());
  }

  @inline static joinPair<V, T>(p: usize, half: V, eighths: i32): void {
    const ar = load<V>(p);
    const ai = load<V>(p, sizeof<V>());
    const br = load<V>(p, 8 * sizeof<V>());
    const bi = load<V>(p, 9 * sizeof<V>());
    if (eighths == 0) {
      store<V>(p, Lanes.add<V, T>(ar, br));
      store<V>(p, Lanes.add<V, T>(ai, bi), sizeof<V>());
      Halves.put<V>(p, Lanes.sub<V, T>(ar, br), Lanes.sub<V, T>(ai, bi));
    } else if (eighths == 2) {
      store<V>(p, Lanes.sub<V, T>(ar, bi));
      store<V>(p, Lanes.add<V, T>(ai, br), sizeof<V>());
      Halves.put<V>(p, Lanes.add<V, T>(ar, bi), Lanes.sub<V, T>(ai, br));
    } else {
      const x = Lanes.add<V, T>(br, bi);
      const y = Lanes.sub<V, T>(br, bi);
      if (eighths == 1) {
        store<V>(p, Lanes.madd<V, T>(half, y, ar));
        store<V>(p, Lanes.madd<V, T>(half, x, ai), sizeof<V>());
        Halves.put<V>(p, Lanes.nmadd<V, T>(half, y, ar), Lanes.nmadd<V, T>(half, x, ai));
      } else {
        store<V>(p, Lanes.nmadd<V, T>(half, x, ar));
        store<V>(p, Lanes.madd<V, T>(half, y, ai), sizeof<V>());
        Halves.put<V>(p, Lanes.madd<V, T>(half, x, ar), Lanes.nmadd<V, T>(half, y, ai));
      }
    }
  }
}

"""The peer Halide: schedules by hand, compiled before the clock starts; the mirrored edge is part of the pipeline.

The picture is taken as rows of width * channels samples. Matrices: float accumulators in a register tile of 4 vectors
by 5 rows, weights in a buffer. Whole kernels up to 5x5 on bytes: weights compiled in, 16-bit integers. Gaussian and box:
two one-dimensional float passes."""
import os
import sys

sys.dont_write_bytecode = True
# Halide 14 takes Zen 4 for a Sapphire Rapids and then uses instructions that it lacks: name what there is.
FEATURES = ('avx', 'avx2', 'avx512', 'avx512_skylake', 'avx512_cannonlake', 'f16c', 'fma', 'sse41')
NEEDS = {'avx': 'avx', 'avx2': 'avx2', 'avx512': 'avx512f', 'avx512_skylake': 'avx512bw',
         'avx512_cannonlake': 'avx512vbmi', 'f16c': 'f16c', 'fma': 'fma', 'sse41': 'sse4_1'}


def processor_flags():
    try:
        with open('/proc/cpuinfo', encoding='ascii', errors='ignore') as lines:
            return next((set(line.split()) for line in lines if line.startswith('flags')), set())
    except OSError:
        return set()


if 'HL_JIT_TARGET' not in os.environ and os.uname().machine == 'x86_64':
    flags = processor_flags()
    os.environ['HL_JIT_TARGET'] = '-'.join(['x86-64-linux', *sorted(f for f in FEATURES if NEEDS[f] in flags)])

import numpy as np
import halide as hl

from contestant import FULL_SCALE, gaussian_taps, matrix, serve

TYPES = {'u8': hl.UInt(8), 'u16': hl.UInt(16), 'f32': hl.Float(32)}
VECTOR = 16 if 'avx512' in os.environ.get('HL_JIT_TARGET', '') else 8
VECTORS, ROWS = 4, 5
x, y, yo, yi, ys, yt, xo, xi = (hl.Var(name) for name in ('x', 'y', 'yo', 'yi', 'ys', 'yt', 'xo', 'xi'))


class Picture:
    def __init__(self, assignment, image):
        self.depth = assignment['depth']
        self.height, self.width, self.channels = image.shape
        self.length = self.width * self.channels
        self.image = image
        self.result = np.empty_like(image)
        # Dimension 0 is the one with stride 1.
        self.source = hl.Buffer(image.reshape(self.height, self.length).T)
        self.target = hl.Buffer(self.result.reshape(self.height, self.length).T)

    def padded(self, kind):
        c, n = self.channels, self.length
        pixel = hl.select(x >= 0, x // c, -((c - 1 - x) // c))
        inside = hl.likely((x >= 0) & (x < n))
        column = hl.select(inside, x, mirrored(pixel, self.width) * c + x - pixel * c)
        f = hl.Func('padded')
        f[x, y] = hl.cast(kind, self.source[hl.clamp(column, 0, n - 1), mirrored(y, self.height)])
        return f

    def finished(self, value):
        top = FULL_SCALE[self.depth]
        return value if top is None else hl.cast(TYPES[self.depth], hl.clamp(hl.floor(value + 0.5), 0.0, top))


def mirrored(i, length):
    i = hl.cast(hl.Int(32), hl.abs(i))
    return hl.clamp(hl.select(i >= length, 2 * length - 2 - i, i), 0, length - 1)


def summed(terms):
    total = None
    for term in terms:
        total = term if total is None else total + term
    return total


def small_integer(picture, subject):
    """Weights compiled in; the pipeline cannot take others, so that only the pixel changes."""
    c, kind = picture.channels, hl.Int(16)
    weights = np.array(subject['weights'], int).reshape(subject['rows'], subject['columns'])
    ry, rx = weights.shape[0] // 2, weights.shape[1] // 2
    out, source = hl.Func('out'), picture.padded(hl.UInt(8))
    out[x, y] = hl.cast(hl.UInt(8), hl.clamp(summed(
        hl.cast(kind, source[x + (i - rx) * c, y + j - ry]) * hl.cast(kind, hl.Expr(int(weights[j, i])))
        for j in range(weights.shape[0]) for i in range(weights.shape[1]) if weights[j, i]), 0, 255))
    out.split(y, yo, yi, 32).parallel(yo).vectorize(x, 64)
    source.store_at(out, yo).compute_at(out, yi).vectorize(x, 64)
    return out, lambda _: None


def binomial_integer(picture):
    """1 4 6 4 1 both ways over 256: the sums fit 16 bits without a sign."""
    c, kind, taps = picture.channels, hl.UInt(16), (1, 4, 6, 4, 1)
    source, vertical, out = picture.padded(hl.UInt(8)), hl.Func('vertical'), hl.Func('out')
    weigh = lambda value, weight: hl.cast(kind, value) * hl.cast(kind, hl.Expr(weight))
    vertical[x, y] = summed(weigh(source[x, y + j - 2], w) for j, w in enumerate(taps))
    total = summed(weigh(vertical[x + (i - 2) * c, y], w) for i, w in enumerate(taps))
    out[x, y] = hl.cast(hl.UInt(8), (total + hl.cast(kind, hl.Expr(128))) >> hl.cast(kind, hl.Expr(8)))
    out.split(y, yo, yi, 32).parallel(yo).vectorize(x, 64)
    vertical.compute_at(out, yi).vectorize(x, 64)
    source.store_at(out, yo).compute_at(out, yi).vectorize(x, 64)
    return out, lambda _: None


def direct(picture, subject):
    rows, columns = subject['rows'], subject['columns']
    weights = np.zeros((rows, columns), np.float32)
    table = hl.Buffer(weights.T)
    source, total, out = picture.padded(hl.Float(32)), hl.Func('total'), hl.Func('out')
    r = hl.RDom([(0, columns), (0, rows)])
    total[x, y] = 0.0
    total[x, y] += table[r.x, r.y] * source[x + (r.x - columns // 2) * picture.channels, y + r.y - rows // 2]
    out[x, y] = picture.finished(total[x, y])
    band = max(1, max(32, rows) // ROWS) * ROWS
    out.split(y, yo, yi, band).split(yi, ys, yt, ROWS).split(x, xo, xi, VECTORS * VECTOR)
    out.reorder(xi, yt, xo, ys, yo).parallel(yo).vectorize(xi, VECTOR).unroll(xi).unroll(yt)
    total.compute_at(out, xo).vectorize(x, VECTOR).unroll(x).unroll(y)
    total.update().reorder(x, y, r.x, r.y).vectorize(x, VECTOR).unroll(x).unroll(y)
    source.compute_at(out, yo).vectorize(x, VECTOR)

    def load(subject):
        weights[:] = matrix(subject, np.float32)
    return out, load


def two_passes(picture, taps_of, subject):
    taps = taps_of(subject)
    size, radius = len(taps), len(taps) // 2
    table = hl.Buffer(taps)
    ra, rb = hl.RDom([(0, size)]), hl.RDom([(0, size)])
    source, across, stored, down, out = picture.padded(hl.Float(32)), *map(hl.Func, ('across', 'stored', 'down', 'out'))
    across[x, y] = 0.0
    across[x, y] += table[ra.x] * source[x + (ra.x - radius) * picture.channels, y]
    stored[x, y] = across[x, y]
    down[x, y] = 0.0
    down[x, y] += table[rb.x] * stored[x, mirrored(y + rb.x - radius, picture.height)]
    out[x, y] = picture.finished(down[x, y])
    out.split(y, yo, yi, 4).split(x, xo, xi, 4 * VECTOR).reorder(xi, yi, xo, yo)
    out.parallel(yo).vectorize(xi, VECTOR).unroll(xi).unroll(yi)
    down.compute_at(out, xo).vectorize(x, VECTOR).unroll(x).unroll(y)
    down.update().reorder(x, y, rb.x).vectorize(x, VECTOR).unroll(x).unroll(y)
    stored.compute_root().split(x, xo, xi, 8 * VECTOR).parallel(y).vectorize(xi, VECTOR).unroll(xi)
    across.compute_at(stored, xo).vectorize(x, VECTOR).unroll(x)
    across.update().reorder(x, ra.x).vectorize(x, VECTOR).unroll(x)
    source.compute_at(stored, y).vectorize(x, VECTOR)

    def load(subject):
        new = taps_of(subject)
        # Another radius would be another pipeline: the one that is compiled keeps its taps.
        if len(new) == size:
            taps[:] = new
    return out, load


def box_taps(subject):
    return np.full(subject['width'], 1.0 / subject['width'], np.float32)


def prepare(assignment, image):
    picture, subject = Picture(assignment, image), assignment['subject']
    kind, case = subject['kind'], assignment['case']

    def compiled(build):
        def make():
            out, load = build()
            out.compile_jit(hl.get_jit_target_from_environment())

            def run(subject):
                load(subject)
                out.realize(picture.target)
                return picture.result
            # The run keeps the buffers of numpy alive: Halide's do not.
            run.keeps = (picture, load)
            return run
        return make

    if kind != 'matrix':
        taps_of = box_taps if kind == 'box' else lambda subject: gaussian_taps(subject['sigma'])
        return [('two float passes', compiled(lambda: two_passes(picture, taps_of, subject)))]
    variants = [('float, register tile', compiled(lambda: direct(picture, subject)))]
    if assignment['depth'] == 'u8' and assignment['whole'] and case == 'gaussian-5x5':
        variants.insert(0, ('16-bit integers, two passes', compiled(lambda: binomial_integer(picture))))
    elif assignment['depth'] == 'u8' and assignment['whole'] and subject['rows'] <= 5:
        variants.insert(0, ('16-bit integers, weights compiled in', compiled(lambda: small_integer(picture, subject))))
    return variants


serve('14', prepare)

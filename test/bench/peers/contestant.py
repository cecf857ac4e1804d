"""The contestant's side of the protocol (protocol.ts) for peers in Python: one JSON object per line, both ways."""
import json
import sys
import time

import numpy as np

DTYPES = {'u8': np.uint8, 'u16': np.uint16, 'f32': np.float32}
FULL_SCALE = {'u8': 255.0, 'u16': 65535.0, 'f32': None}


class Unsupported(Exception):
    """The reason why this peer does not compute the case."""


def serve(version, prepare):
    """prepare(assignment, image) -> list of (variant name, make); make() -> run(subject) -> result array.

    make() is called before the first lap of its variant and is not timed: a compiled pipeline is built there."""
    assignment = json.loads(sys.stdin.readline())
    shape = (assignment['height'], assignment['width'], assignment['channels'])
    image = np.fromfile(assignment['file'], DTYPES[assignment['depth']]).reshape(shape)
    samples = image.reshape(-1)
    try:
        variants = prepare(assignment, image)
        reply({'version': version, 'variants': [name for name, _ in variants]})
    except Unsupported as reason:
        variants = []
        reply({'version': version, 'variants': [], 'unsupported': str(reason)})
    made = {}
    result = None
    for line in sys.stdin:
        try:
            message = json.loads(line)
            if 'samples' in message:
                reply({'values': result.reshape(-1)[message['samples']].tolist()})
                continue
            turn = message['run']
            index = turn['variant']
            if index not in made:
                made[index] = variants[index][1]()
            samples[turn['pixel']['sample']] = turn['pixel']['value']
            started = time.perf_counter()
            result = made[index](turn['subject'])
            reply({'ms': (time.perf_counter() - started) * 1000})
        except Exception as error:  # the bench prints it beside the cell
            reply({'failed': f'{type(error).__name__}: {error}'.split('\n')[0][:300]})


def reply(message):
    sys.stdout.write(json.dumps(message) + '\n')
    sys.stdout.flush()


def matrix(subject, dtype):
    """The weights over the divisor."""
    weights = np.array(subject['weights'], np.float64).reshape(subject['rows'], subject['columns'])
    return (weights / subject['divisor']).astype(dtype)


def gaussian_taps(sigma):
    radius = int(4 * sigma + 0.5)
    x = np.arange(-radius, radius + 1)
    taps = np.exp(-x * x / (2.0 * sigma * sigma))
    return (taps / taps.sum()).astype(np.float32)

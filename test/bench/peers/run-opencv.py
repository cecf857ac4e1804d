"""The peer OpenCV: the special function where one computes the same, else filter2D (by DFT from 11x11 on)."""
import sys

import cv2

from contestant import gaussian_taps, matrix, serve


def prepare(assignment, image):
    cv2.setNumThreads(assignment['threads'])
    # The function itself makes the result, as every caller's first call does; OpenCV's allocator reuses it.
    target = image.copy()
    case, subject = assignment['case'], assignment['subject']

    def shaped(call):
        return lambda: lambda subject: call(subject).reshape(image.shape)

    if subject['kind'] == 'gaussian':
        def own_size(subject):
            return cv2.GaussianBlur(image, (0, 0), subject['sigma'], target)

        def full_size(subject):
            side = 2 * int(4 * subject['sigma'] + 0.5) + 1
            return cv2.GaussianBlur(image, (side, side), subject['sigma'], target)

        def float_taps(subject):
            taps = gaussian_taps(subject['sigma'])
            return cv2.sepFilter2D(image, -1, taps, taps, target)

        return [('GaussianBlur, size chosen by itself', shaped(own_size)),
                ('GaussianBlur, 4 sigma', shaped(full_size)),
                ('sepFilter2D, 4 sigma', shaped(float_taps))]
    if subject['kind'] == 'box':
        return [('blur', shaped(lambda s: cv2.blur(image, (s['width'], s['height']), target)))]

    def generic(subject):
        return cv2.filter2D(image, -1, matrix(subject, 'float32'), target)

    variants = [('filter2D', shaped(generic))]
    # These take no weights: their kernel stays as it is, only the pixel changes.
    if case == 'sobel':
        variants.insert(0, ('Sobel', shaped(lambda _: cv2.Sobel(image, -1, 1, 0, target))))
    if case == 'gaussian-5x5':
        variants.insert(0, ('GaussianBlur 5x5', shaped(lambda _: cv2.GaussianBlur(image, (5, 5), 0, target))))
    return variants


sys.dont_write_bytecode = True
serve(cv2.__version__, prepare)

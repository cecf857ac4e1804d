# GIMP's Convolution Matrix with nothing but a picture and kernels of up to 5 x 5: it is GEGL's gegl:convolution-matrix.
# python3 gimp.py input.png kernels.json prefix writes prefix-0.png and so on.
import json
import sys

import gi

gi.require_version('Gegl', '0.4')
from gi.repository import Gegl

Gegl.init(None)
if len(sys.argv) == 1:
    print('GEGL', '.'.join(map(str, Gegl.get_version())))
    sys.exit()
for index, rows in enumerate(json.load(open(sys.argv[2]))):
    graph = Gegl.Node()
    load = graph.create_child('gegl:load')
    load.set_property('path', sys.argv[1])
    node = graph.create_child('gegl:convolution-matrix')
    node.set_property('c3', 0.0)
    top, left = 2 - len(rows) // 2, 2 - len(rows[0]) // 2
    for row, weights in enumerate(rows):
        for column, weight in enumerate(weights):
            # As in GIMP's dialog the letter is the column: b1 stands right of a1.
            node.set_property('abcde'[left + column] + str(top + row + 1), float(weight))
    save = graph.create_child('gegl:png-save')
    save.set_property('path', f'{sys.argv[3]}-{index}.png')
    save.set_property('bitdepth', 8)
    load.link(node)
    node.link(save)
    save.process()

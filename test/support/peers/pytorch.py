# PyTorch's conv2d with nothing but a picture and kernels, padded to the same size.
# python3 pytorch.py input.png kernels.json prefix writes prefix-0.png and so on.
import json
import sys

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

if len(sys.argv) == 1:
    print('PyTorch', torch.__version__)
    sys.exit()
picture = np.asarray(Image.open(sys.argv[1])).astype(float)
channels = torch.from_numpy(picture).permute(2, 0, 1)[:, None]  # each channel is a picture of one channel
for index, rows in enumerate(json.load(open(sys.argv[2]))):
    kernel = torch.tensor(rows, dtype=torch.float64)[None, None]
    sums = F.conv2d(channels, kernel, padding='same')[:, 0].permute(1, 2, 0).numpy()
    pixels = np.floor(np.clip(sums, 0, 255) + 0.5).astype(np.uint8)
    Image.fromarray(pixels).save(f'{sys.argv[3]}-{index}.png')

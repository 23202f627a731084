"""Makes resampling.txt: small pictures resized by Pillow's BILINEAR. One case per four lines: sizes, input, output, blank.

    python resampling.py      # needs pillow and numpy; resampling.txt was made with Pillow 13.0
"""
from pathlib import Path

import numpy as np
from PIL import Image

random = np.random.default_rng(0)
lines = []
for height, width, to_height, to_width in (9, 7, 4, 3), (4, 5, 9, 11), (30, 40, 6, 8), (8, 8, 5, 8), (3, 3, 1, 1), (1, 1, 2, 3):
    image = random.integers(0, 256, (height, width), dtype=np.uint8)
    resized = np.asarray(Image.fromarray(image).resize((to_width, to_height), Image.Resampling.BILINEAR))
    lines += [f"{height} {width} {to_height} {to_width}"]
    lines += [" ".join(map(str, array.ravel())) for array in (image, resized)] + [""]
(Path(__file__).parent / "resampling.txt").write_text("\n".join(lines))

"""Makes the two IDX files beside this script from scikit-learn's copy of UCI's optical digits.

    python make.py        # needs scikit-learn; writes the same bytes every time
"""
import gzip
import struct
from pathlib import Path

from sklearn.datasets import load_digits

digits = load_digits()
images = digits.images.astype("uint8")  # [1797, 8, 8], counts of ink 0 ... 16
labels = digits.target.astype("uint8")  # [1797]
for name, array in ("digits-images-idx3-ubyte.gz", images), ("digits-labels-idx1-ubyte.gz", labels):
    header = struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    content = gzip.compress(header + array.tobytes(), 9, mtime=0)
    (Path(__file__).parent / name).write_bytes(content)

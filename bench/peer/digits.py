"""scikit-learn's SVC and k-nearest neighbours on the very split of a run: digits_peers.py RUN"""
import sys
import duckdb
import numpy as np
from sklearn.datasets import load_digits
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC

rows = duckdb.sql(f"SELECT id, split, label FROM '{sys.argv[1]}/examples.parquet' ORDER BY id").fetchall()
digits = load_digits()
x, y = digits.data / 16, digits.target
assert [int(r[2]) for r in rows] == list(y), "the run is not of the digits"
split = np.array([r[1] for r in rows])
seen, test = (split == "train") | (split == "validation"), split == "test"
for name, model in [("SVC, RBF, C 10", SVC(C=10, gamma=2 / 64 * 8)), ("SVC, defaults", SVC()), ("1 nearest neighbour", KNeighborsClassifier(1)), ("5 nearest neighbours", KNeighborsClassifier(5))]:
    right = int((model.fit(x[seen], y[seen]).predict(x[test]) == y[test]).sum())
    print(f"{name}: {right} of {test.sum()}, {100 * right / test.sum():.2f} %")

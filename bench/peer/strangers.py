"""scikit-learn's usual models on the very split of a run, beside the run's own model: strangers.py TABLE TARGET RUN

Prints one JSON object: for every model the test figure with its 95 % interval, and how far it is from ours on the same rows. The
rows of the split are read from RUN/examples.parquet, our predictions from RUN/predicted.csv (souschef predict RUN TABLE --out ...).
Peers have their defaults, and train on train + validation, for they choose nothing; "train alone" says what they do with the rows
that our nets were fitted to.
"""
import json
import os
import sys
import warnings
import duckdb
import numpy as np
import pandas as pd
from scipy.io import arff
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, RidgeCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler
from sklearn.svm import SVC, SVR

warnings.filterwarnings("ignore")
SMALL = 5_000  # rows; an SVC of more takes minutes


def read(path):
    if path.endswith(".arff"):
        rows = pd.DataFrame(arff.loadarff(path)[0])
        for name in rows.select_dtypes(object):
            rows[name] = rows[name].str.decode("utf-8").replace("?", None)
        return rows
    rows = pd.read_csv(path, keep_default_na=False, na_values=["", "NA"])
    for name in rows.columns:
        if not pd.api.types.is_numeric_dtype(rows[name]) and rows[name].dropna().astype(str).str.fullmatch(r"\d{4}-\d\d-\d\d").all():
            rows[name] = pd.to_datetime(rows[name]).map(lambda day: day.toordinal() if day == day else np.nan)
    return rows


def models(classifies, rows):
    numbers = make_column_selector(dtype_include=np.number)
    words = make_column_selector(dtype_exclude=np.number)
    scaled = lambda: make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), numbers),
        (OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=2), words))
    codes = lambda: make_column_transformer(
        (OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan, max_categories=250), words), remainder="passthrough")
    filled = lambda: make_column_transformer(
        (SimpleImputer(strategy="median", add_indicator=True), numbers),
        (OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=2), words))
    count = lambda x: len(words(x))
    boosting = HistGradientBoostingClassifier if classifies else HistGradientBoostingRegressor
    forest = RandomForestClassifier if classifies else RandomForestRegressor
    some = {
        "boosting": lambda x: make_pipeline(codes(), boosting(categorical_features=list(range(count(x))), random_state=0)),
        "forest": lambda x: make_pipeline(filled(), forest(random_state=0)),
        "linear": lambda x: make_pipeline(scaled(), LogisticRegression(max_iter=1000) if classifies else RidgeCV(np.logspace(-3, 3, 13))),
    }
    if rows <= SMALL:
        some["SVM"] = lambda x: make_pipeline(scaled(), SVC() if classifies else SVR())
    return some


def interval(merits, classifies):
    """The figure and its 95 % interval: Wilson's of a share, in per cent, or the bootstrap's of a root mean square."""
    n, mean = len(merits), float(np.mean(merits))
    if classifies:
        z = 1.959964
        centre, half = (mean + z * z / 2 / n) / (1 + z * z / n), z * np.sqrt(mean * (1 - mean) / n + z * z / 4 / n / n) / (1 + z * z / n)
        return [100 * mean, 100 * (centre - half), 100 * (centre + half)]
    draws = np.random.default_rng(0).integers(n, size=(2000, n))
    return [mean**0.5, *np.quantile(np.mean(merits[draws], axis=1) ** 0.5, [0.025, 0.975])]


def ahead(ours, theirs, classifies):
    """How far ours is better, on the same rows: per cent of the rows, or per cent of their error; bootstrap."""
    n = len(ours)
    draws = np.vstack([np.arange(n), np.random.default_rng(0).integers(n, size=(2000, n))])
    a, b = np.mean(ours[draws], axis=1), np.mean(theirs[draws], axis=1)
    gain = 100 * (a - b) if classifies else 100 * (1 - np.sqrt(a / b))
    return [gain[0], *np.quantile(gain[1:], [0.025, 0.975])]


def main(path, target, run):
    table = read(path)
    examples = f"'{run}/examples.parquet'"
    said = next(c for c in duckdb.sql(f"SELECT * FROM {examples}").columns[:4] if c in ("label", "target"))
    known = duckdb.sql(f"SELECT name, split, {said} FROM {examples} ORDER BY id").fetchall()
    classifies = not isinstance(known[0][2], float)
    rows = np.array([int(name.split()[-1]) - 1 for name, _, _ in known])
    split = np.array([part for _, part, _ in known])
    table = table.iloc[rows].reset_index(drop=True)
    x = table.drop(columns=target)
    for name in x.columns:
        if not pd.api.types.is_numeric_dtype(x[name]):
            x[name] = x[name].astype(object).where(x[name].notna(), np.nan)
    y = np.array([str(label) for _, _, label in known]) if classifies else table[target].to_numpy(float)
    same = set(zip(y, table[target].astype(str))) if classifies else None
    assert len(same) == len(set(y)) if classifies else np.allclose(y, [label for _, _, label in known]), "the run is of another table"
    test, seen = split == "test", split != "test"
    merit = (lambda said: (said == y[test]).astype(float)) if classifies else (lambda said: (said - y[test]) ** 2)
    ours = None
    if os.path.exists(f"{run}/predicted.csv"):
        predicted = pd.read_csv(f"{run}/predicted.csv", keep_default_na=False, dtype={"prediction": str})["prediction"].iloc[rows][test]
        ours = merit(predicted.astype(str).to_numpy() if classifies else predicted.to_numpy(float))
    out = {"rows": len(y), "columns": x.shape[1], "test": int(test.sum()), "metric": "accuracy" if classifies else "RMSE"}
    out["ours"] = interval(ours, classifies) if ours is not None else None
    out["peers"] = {}
    for name, model in models(classifies, len(y)).items():
        figures = [merit(model(x).fit(x[part], y[part]).predict(x[test])) for part in (seen, split == "train")]
        out["peers"][name] = {
            "test": interval(figures[0], classifies),
            "train alone": interval(figures[1], classifies)[0],
            "ours ahead": ahead(ours, figures[0], classifies) if ours is not None else None}
    print(json.dumps(out))


if __name__ == "__main__":
    main(*sys.argv[1:])

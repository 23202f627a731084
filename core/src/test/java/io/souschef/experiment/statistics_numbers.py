"""Makes the numbers of StatisticsTest with scipy and statsmodels-free formulas; run once: python statistics_numbers.py"""

import numpy as np
from scipy import stats
from scipy.stats import binomtest

print("t quantiles", {f: stats.t.ppf(0.975, f) for f in (1, 2, 3, 4, 7, 10, 29, 100)})
print("t within", {(t, f): 1 - 2 * stats.t.sf(t, f) for t, f in ((0.5, 1), (1.0, 2), (2.5, 5), (3.1, 12))})
for k, n in ((0, 20), (7, 10), (355, 360), (20, 20), (9201, 10000)):
    ci = binomtest(k, n).proportion_ci(0.95, method="wilson")
    print("wilson", k, n, ci.low, ci.high)
for b, c in ((1, 9), (12, 5), (30, 70), (0, 0), (400, 520)):
    print("mcnemar", b, c, binomtest(min(b, c), b + c, 0.5).pvalue if b + c else 1.0)
x = np.array([0.981, 0.979, 0.980, 0.984, 0.977])
y = np.array([0.986, 0.985, 0.987, 0.983, 0.984])
d = 100 * (y - x)
ci = stats.ttest_rel(100 * y, 100 * x).confidence_interval(0.95)
print("paired t", d.mean(), ci.low, ci.high)
v = np.array([2.31, 2.35, 2.29, 2.40])
print("mean", v.mean(), stats.t.interval(0.95, len(v) - 1, v.mean(), stats.sem(v)))
e = np.sin(np.arange(200.0)) + 0.1
print("bootstrap", e.mean(), stats.bootstrap((e,), np.mean, n_resamples=200000, method="percentile", rng=1).confidence_interval)
# Bonett and Price: add 1 to each discordant count and 2 to the total, then Wald
for gained, lost, n in ((9, 1, 100), (70, 30, 10000)):
    p, q = (gained + 1) / (n + 2), (lost + 1) / (n + 2)
    half = stats.norm.ppf(0.975) * np.sqrt((p + q - (p - q) ** 2) / (n + 2))
    print("bonett-price", gained, lost, n, p - q - half, p - q + half)

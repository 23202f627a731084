"""The table of bench/strangers.sh: strangers_table.py OUT"""
import json
import pathlib
import sys


def number(value, metric):
    return f"{value:.2f} %" if metric == "accuracy" else f"{value:.4g}"


print("| table | rows x columns, test | ours | best peer | ours ahead | on train alone | boosting | forest | linear | SVM |")
print("|---|---|---|---|---|---|---|---|---|---|")
worse = better = 0
for file in sorted(f for f in pathlib.Path(sys.argv[1]).glob("*/peers.json") if f.stat().st_size):
    run = json.loads(file.read_text())
    metric, peers = run["metric"], run["peers"]
    sign = -1 if metric == "accuracy" else 1
    show = lambda each: number(each[0], metric)
    best = min(peers, key=lambda name: sign * peers[name]["test"][0])
    alone = min(peers, key=lambda name: sign * peers[name]["train alone"])
    ours = run["ours"]
    gain = peers[best].get("ours ahead")
    worse += bool(gain) and gain[2] < 0
    better += bool(gain) and gain[1] > 0
    cells = [show(peers[name]["test"]) if name in peers else "" for name in ("boosting", "forest", "linear", "SVM")]
    print("|", " | ".join([
        file.parent.name,
        f"{run['rows']:,} x {run['columns']}, {run['test']:,}",
        f"{show(ours)} ({number(ours[1], metric)} to {number(ours[2], metric)})" if ours else "none",
        f"{best} {show(peers[best]['test'])}",
        f"{gain[0]:+.1f} % ({gain[1]:+.1f} to {gain[2]:+.1f}){' *' if gain[2] < 0 else ''}" if gain else "",
        f"{alone} {number(peers[alone]['train alone'], metric)}", *cells]), "|")
print(f"\nbetter than the best peer beyond doubt {better}, worse {worse} (*)")

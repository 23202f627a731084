#!/usr/bin/env bash
# bench/strangers.sh DATA OUT [TABLE ...]: souschef on tables that nobody tuned it on, beside scikit-learn on the same rows. DATA holds
# the tables of strangers.tsv (peer/strangers.R makes them), OUT gets a run of each. PYTHON names an interpreter with scikit-learn,
# pandas, scipy and duckdb; BUDGET is 60s, SEED 1337. See bench/README.md.
set -euo pipefail
home=$(cd "$(dirname "$0")" && pwd)
data=$1 out=$2
shift 2
souschef=${SOUSCHEF:-$home/../souschef} python=${PYTHON:-python3}
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1}
mkdir -p "$out"
while IFS=$'\t' read -r file target; do
  name=${file%.*}
  [ $# -eq 0 ] || [[ " $* " = *" $name "* ]] || continue
  run=$out/$name
  [ -d "$run/model" ] || "$souschef" run "$data/$file" --target "$target" --budget "${BUDGET:-60s}" --seed "${SEED:-1337}" --out "$run" \
    >"$run.log" 2>&1 || true
  if [ -d "$run/model" ] && [ ! -f "$run/predicted.csv" ]; then "$souschef" predict "$run" "$data/$file" --out "$run/predicted.csv" >/dev/null; fi
  [ -f "$run/peers.json" ] || "$python" "$home/peer/strangers.py" "$data/$file" "$target" "$run" >"$run/peers.json" || rm -f "$run/peers.json"
done <"$home/strangers.tsv"
exec "$python" "$home/peer/strangers_table.py" "$out"

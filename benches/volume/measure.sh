#!/bin/sh
# `tradeprint import` of a synthetic history of customs beside DuckDB and Polars on the same files; prints the rows of the table in
# docs/history.md. Needs GNU time and the disk for some 88 bytes a row.
#   benches/volume/measure.sh [ROWS] [SCRATCH_FOLDER]
set -eu
rows=${1:-100000000}
scratch=${2:-$(mktemp -d)}
cd "$(dirname "$0")/../.."
[ -d "$scratch/peers" ] || { python3 -m venv "$scratch/peers"; "$scratch/peers/bin/pip" install -q duckdb polars; }
cargo build --release --bin tradeprint --example synthetic_history
target=${CARGO_TARGET_DIR:-target}/release
[ -d "$scratch/history" ] || "$target/examples/synthetic_history" data/ru-cn-customs "$rows" "$scratch/history"
line() { # NAME COMMAND...
    name=$1
    shift
    /usr/bin/time -o "$scratch/time" -f '%e %M' "$@" > "$scratch/said"
    awk -v name="$name" -v rows="$rows" '{ printf "| %s | %.0f s | %.2f million | %.0f MiB |\n", name, $1, rows / $1 / 1e6, $2 / 1024 }' "$scratch/time"
}
for jobs in 1 2; do
    rm -rf "$scratch/data" && cp -r data/ru-cn-customs "$scratch/data"
    line "tradeprint import --jobs $jobs" "$target/tradeprint" import --quiet --jobs "$jobs" --data "$scratch/data" --national "$scratch"/history/*.csv
done
for engine in duckdb polars; do
    line "$engine" "$scratch/peers/bin/python" benches/volume/peers.py "$engine" "$scratch/history/*.csv" "$scratch/$engine.csv"
done
cmp "$scratch/duckdb.csv" "$scratch/polars.csv"
python3 benches/volume/compare.py "$scratch/data" "$scratch/duckdb.csv"

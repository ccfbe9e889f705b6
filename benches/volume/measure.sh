#!/bin/sh
# `tradeprint import` and `tradeprint-history` on a synthetic history of customs beside DuckDB and Polars on the same files, text and
# Parquet; prints the rows of the tables in docs/history.md. Needs GNU time and the disk for some 110 bytes a row.
#   benches/volume/measure.sh [ROWS] [SCRATCH_FOLDER]
set -eu
rows=${1:-100000000}
scratch=${2:-$(mktemp -d)}
cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-target}
python=${PEERS_PYTHON:-$scratch/peers/bin/python}
[ -x "$python" ] || { python3 -m venv "$scratch/peers"; "$scratch/peers/bin/pip" install -q duckdb polars; }
cargo build --release --bin tradeprint --example synthetic_history
CARGO_TARGET_DIR=$target/history cargo build --release --manifest-path history/Cargo.toml
main=$target/release
history=$target/history/release/tradeprint-history
[ -d "$scratch/history" ] || "$main/examples/synthetic_history" data/ru-cn-customs "$rows" "$scratch/history"
line() { # NAME COMMAND...
    name=$1
    shift
    /usr/bin/time -o "$scratch/time" -f '%e %M' "$@" > "$scratch/said"
    awk -v name="$name" -v rows="$rows" '{ printf "| %s | %.1f s | %.2f million | %.0f MiB |\n", name, $1, rows / $1 / 1e6, $2 / 1024 }' "$scratch/time"
}
rm -rf "$scratch/packed"
for jobs in 1 2; do
    rm -rf "$scratch/data" && cp -r data/ru-cn-customs "$scratch/data"
    line "tradeprint import --jobs $jobs" "$main/tradeprint" import --quiet --jobs "$jobs" --data "$scratch/data" --national "$scratch"/history/*.csv
done
line "tradeprint-history pack" "$history" pack --out "$scratch/packed" "$scratch"/history/*.csv
line "tradeprint-history sums" "$history" sums "$scratch/packed" --data data/ru-cn-customs --out "$scratch/sums.csv"
for engine in duckdb polars; do
    line "$engine, text" "$python" benches/volume/peers.py "$engine" "$scratch/history/*.csv" "$scratch/$engine.csv"
    line "$engine, Parquet" "$python" benches/volume/peers.py "$engine" "$scratch/packed/*.parquet" "$scratch/$engine-parquet.csv"
    cmp "$scratch/$engine.csv" "$scratch/$engine-parquet.csv"
done
cmp "$scratch/duckdb.csv" "$scratch/polars.csv"
python3 benches/volume/compare.py "$scratch/data" "$scratch/duckdb.csv"
python3 benches/volume/compare.py "$scratch/data" "$scratch/sums.csv"
du -sm "$scratch/history" "$scratch/packed"

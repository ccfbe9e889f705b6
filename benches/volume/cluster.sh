#!/bin/sh
# The grouping of docs/history.sql on two executors beside `tradeprint import`: synthetic records, both roads, one comparison.
#   benches/volume/cluster.sh [ROWS] [SCRATCH_FOLDER]
set -eu
rows=${1:-2000000}
scratch=${2:-$(mktemp -d)}
cd "$(dirname "$0")/../.."
[ -d "$scratch/venv" ] || { python3 -m venv "$scratch/venv"; "$scratch/venv/bin/pip" install -q pyspark; }
target=${CARGO_TARGET_DIR:-target}
cargo build --release --bin tradeprint --example synthetic_history
CARGO_TARGET_DIR=$target/history cargo build --release --manifest-path history/Cargo.toml
"$target/release/examples/synthetic_history" data/ru-cn-customs "$rows" "$scratch/history"
rm -rf "$scratch/data" && cp -r data/ru-cn-customs "$scratch/data"
"$target/release/tradeprint" import --data "$scratch/data" --national "$scratch"/history/*.csv
"$target/history/release/tradeprint-history" pack --out "$scratch/packed" "$scratch"/history/*.csv
"$scratch/venv/bin/python" benches/volume/cluster.py "$scratch/packed" "$scratch/data"

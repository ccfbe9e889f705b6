#!/bin/sh
# An edition in four shards, one process each, by GNU parallel; all write into one folder, and the last completes the manifest.
# Within one machine `--jobs` does the same in one process and less memory: this is for `parallel --sshlogin`.
set -eu
: "${SHARDS:=4}" "${OUT:=reports}" "${DATA:=data/ru-cn}"

seq "$SHARDS" | parallel tradeprint build --shard "{}/$SHARDS" --data "$DATA" --out "$OUT" --jobs 1 --quiet

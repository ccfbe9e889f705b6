#!/bin/sh
# An edition in eight shards, each on the disk of its node, then joined:
#
#     job=$(sbatch --parsable --array=1-8 --export=ALL,SHARDS=8 docs/scaling/slurm.sh)
#     sbatch --dependency=afterok:"$job" --export=ALL,SHARDS=8 docs/scaling/slurm.sh
#
# The second line has no array: it joins what the first has made.
#SBATCH --job-name=tradeprint
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --time=00:30:00
set -eu
: "${SHARDS:?how many shards}" "${PARTS:=parts}" "${OUT:=reports}" "${DATA:=data/ru-cn}"

if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
    tradeprint build --shard "$SLURM_ARRAY_TASK_ID/$SHARDS" --data "$DATA" --out "$PARTS/$SLURM_ARRAY_TASK_ID" \
        --jobs "${SLURM_CPUS_PER_TASK:-2}" --quiet
else
    tradeprint merge "$PARTS"/* --out "$OUT"
fi

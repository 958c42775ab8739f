#!/bin/bash
# A batch of estimates as a SLURM job array, one shard a task. docs/batches.md tells how it is used:
#
#   SHARDS=8 SEED=1 OUT=results sbatch --array=1-8 workflow/slurm.sh recordings [options of nagumo estimate]
#   nagumo collect results/shard-* --csv table.csv
#
# A task that was ended goes on where it stopped when it is submitted again: sbatch --array=3 …, with the same SHARDS.
#SBATCH --job-name=nagumo
#SBATCH --cpus-per-task=4
#SBATCH --mem-per-cpu=1G
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=nagumo-%A-%a.log
#SBATCH --signal=B:INT@60
set -euo pipefail

: "${SHARDS:?SHARDS says into how many shards the batch is cut: SHARDS=8 sbatch --array=1-8 …}"
: "${SEED:?SEED is the same whole number for all shards: SEED=1 sbatch …}"
: "${OUT:=results}"
: "${NAGUMO:=nagumo}"
shard=${SLURM_ARRAY_TASK_ID:?This is a task of a job array: sbatch --array=1-$SHARDS …}
if [ "$shard" -lt 1 ] || [ "$shard" -gt "$SHARDS" ]; then
  echo "The array has a task $shard and there are $SHARDS shards: give --array=1-$SHARDS." >&2
  exit 2
fi

# NAGUMO may be several words: "node /path/to/bin/nagumo.mjs".
# shellcheck disable=SC2086
exec $NAGUMO estimate "$@" --seed "$SEED" --workers "${SLURM_CPUS_PER_TASK:-1}" \
  --shard "$shard/$SHARDS" --out "$OUT/shard-$shard-of-$SHARDS" --resume

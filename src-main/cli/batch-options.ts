import type { BatchShard, BatchWindow } from '../contract/batches.ts'
import { mostCores } from '../contract/limits.ts'
import { usage, wholeNumberOf } from './arguments.ts'
import { readConditioning } from './conditioning-options.ts'
import { stretchOf } from './trace-options.ts'

/** Options of batches. */
export const batchOptions = {
  workers: { type: 'string' },
  shard: { type: 'string' },
} as const

export const batchUsage = `  --workers N           number of processes (default: one; in a batch one per core)

Several files, folders, or one of --workers, --shard, --resume together with --out DIR are a batch: each item (a file’s
sweep, or several windows of it with --window A:B,C:D) is saved as soon as it is done, with its own seed
derived from --seed, the file’s bytes, the sweep and the window. DIR/batch.jsonl records progress and failures, which do
not end the batch. The same command with --resume continues it.

  --resume              continue the batch in --out, or start it
  --shard I/N           only part I of N of the batch, for N machines; needs a --seed, the same for all.
                        nagumo collect merges the parts.`

type ConditioningValues = Parameters<typeof readConditioning>[0]

/** `--resume` may have no value, for a batch: what begins with a dash is not its file. */
export function fillResume(args: readonly string[]): string[] {
  return args.flatMap((arg, i) => {
    if (arg !== '--resume') return [arg]
    const next = args[i + 1]
    return next === undefined || next.startsWith('-') ? ['--resume='] : [arg]
  })
}

/** @throws NagumoError USAGE */
export function shardOf(text: string | undefined): BatchShard | null {
  if (text === undefined) return null
  const parts = text.split('/')
  if (parts.length !== 2) throw usage(`--shard takes I/N, such as 3/8; found “${text}”.`)
  const count = wholeNumberOf(parts[1], '--shard', 1, 100_000)
  return { index: wholeNumberOf(parts[0], '--shard', 1, count), count }
}

/** @throws NagumoError USAGE */
export function workersOf(text: string | undefined): number | null {
  return text === undefined ? null : wholeNumberOf(text, '--workers', 1, mostCores)
}

/** The windows of `--window`, each with its conditioning. @throws NagumoError USAGE */
export function windowsOf(text: string | undefined, values: ConditioningValues): BatchWindow[] {
  const windows =
    text === undefined ? [undefined] : text.split(',').map((part) => stretchOf(part, '--window'))
  return windows.map((window) => ({
    window: window ?? null,
    conditioning: readConditioning(values, window),
  }))
}

import type { BatchFile, BatchOptions, BatchPlan, BatchShard } from '../../contract/batches.ts'
import { NagumoError } from '../../contract/errors.ts'
import type { TraceSource } from '../trace-job.ts'
import { hashOfOptions } from './options.ts'

/** Source of a batch's recordings: files on the command line, library entries in the window. */
export interface BatchRecordings {
  /** Each once, relative to their deepest common folder. */
  paths: readonly string[]
  /** SHA-256 of a recording's bytes. @throws the system's read error */
  sha256(path: string): Promise<string>
  /** The requested sweeps of a recording. @throws NagumoError of the file */
  read(path: string, signal: AbortSignal): Promise<TraceSource[]>
  /** One of these sweeps, where reading it alone is cheaper. @throws NagumoError of the file */
  readSweep?(path: string, sweepIndex: number, signal: AbortSignal): Promise<TraceSource>
}

/**
 * Lists the items. Each recording is read for its sweep names, unless an earlier list has the same bytes; unreadable
 * ones are marked.
 * @param told number of files listed so far
 * @throws NagumoError CANCELLED
 */
export async function planBatch(
  { paths, sha256, read }: BatchRecordings,
  options: BatchOptions,
  { shard, known = [], signal, told }: PlanBy,
): Promise<BatchPlan> {
  const before = new Map(known.map((file) => [file.path, file]))
  const files: BatchFile[] = []
  for (const path of [...paths].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))) {
    if (signal.aborted) throw new NagumoError('CANCELLED', 'Stopped before the batch was started.')
    const hash = await sha256(path).catch(() => null)
    const listed = before.get(path)
    const same = listed?.sweeps && listed.sha256 === hash && hash !== null
    files.push(same ? listed : { path, sha256: hash, sweeps: await sweepsOf(path, read, signal) })
    told?.(files.length, paths.length)
  }
  return { options, optionsHash: hashOfOptions(options), files, shard }
}

interface PlanBy {
  shard: BatchShard | null
  /** The file list of an earlier run with the same options. */
  known?: readonly BatchFile[]
  signal: AbortSignal
  told?: (done: number, total: number) => void
}

async function sweepsOf(
  path: string,
  read: BatchRecordings['read'],
  signal: AbortSignal,
): Promise<BatchFile['sweeps']> {
  try {
    const traces = await read(path, signal)
    return traces.map(({ sweep, sweepIndex }) => ({ name: sweep, index: sweepIndex }))
  } catch (error) {
    if (signal.aborted || !(error instanceof NagumoError)) throw error
    return null
  }
}

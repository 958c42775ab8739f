import type { BatchShard, BatchWindow } from '../contract/batches.ts'
import type { Conditioning } from '../contract/conditioning.ts'
import { byEvidence } from '../contract/estimates.ts'
import type { PriorChange, PriorFile } from '../contract/priors.ts'
import type { Window } from '../contract/recordings.ts'
import type { Series } from '../contract/series.ts'
import { readArguments, seedOf, usage } from './arguments.ts'
import { batchOptions, fillResume, shardOf, windowsOf, workersOf } from './batch-options.ts'
import { conditioningOptions } from './conditioning-options.ts'
import type { CliContext } from './context.ts'
import { findRecordings } from './find-recordings.ts'
import { fillOverTime, type OverTimeOptions, overTimeOf } from './over-time-option.ts'
import { priorOptions, readPriorChange } from './prior-options.ts'
import { readPrior } from './read-prior.ts'
import type { TraceOptions } from './read-traces.ts'
import { readStopped } from './resume-option.ts'
import { readTraceOptions, traceOptions } from './trace-options.ts'

/** Parsed options of the command line. */
export interface EstimateCommand extends TraceOptions {
  files: string[]
  model?: string | undefined
  prior?: PriorFile | undefined
  noise?: string | undefined
  priorChange: PriorChange
  window?: Window | undefined
  conditioning: Conditioning
  overTime?: OverTimeOptions | undefined
  /** A stopped series over time. */
  resume?: Series | undefined
  crossCheck: boolean
  seed?: number | undefined
  json: boolean
  out?: string | undefined
  /** Number of parallel processes; null where omitted. */
  workers: number | null
  batch: BatchCommand | null
}

/** Options of a batch. */
export interface BatchCommand {
  shard: BatchShard | null
  resume: boolean
  windows: BatchWindow[]
  /** The same command without --out, --shard and --resume. */
  again: string[]
}

/** @throws NagumoError USAGE, and what is wrong with a prior */
export async function readCommand(args: string[], context: CliContext): Promise<EstimateCommand> {
  const { values, positionals, tokens } = readArguments(fillResume(fillOverTime(args)), {
    model: { type: 'string' },
    prior: { type: 'string' },
    noise: { type: 'string' },
    ...priorOptions,
    ...traceOptions,
    ...conditioningOptions,
    'over-time': { type: 'string' },
    resume: { type: 'string' },
    'cross-check': { type: 'boolean' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
    out: { type: 'string' },
    ...batchOptions,
  })
  if (!positionals.length) throw usage('estimate needs at least one file: nagumo estimate cell07.csv')
  if (values['over-time'] !== undefined && values.noise === byEvidence)
    throw usage(
      '--noise evidence compares noise models in one window. Omit --over-time, or name a noise model.',
    )
  const several = values.window?.includes(',') ?? false
  const { window: _, ...withoutWindow } = values
  const ofTraces = readTraceOptions(several ? withoutWindow : values)
  const windows = windowsOf(values.window, values)
  const series = values.resume ? await readStopped(values.resume, positionals, values) : undefined
  const overTime = series ? {} : overTimeOf(values['over-time'])
  const { files, folders } = await findRecordings(positionals)
  const [shard, workers] = [shardOf(values.shard), workersOf(values.workers)]
  const resume = values.resume === ''
  const asked = shard !== null || resume || several
  if (asked && overTime)
    throw usage(
      '--over-time estimates sweep by sweep: omit --shard, --resume without a file, and several windows.',
    )
  if (asked && values.out === undefined)
    throw usage(
      '--shard, --resume and several windows belong to a batch: give the folder for its results with --out DIR.',
    )
  if (shard && values.seed === undefined && !resume)
    throw usage('--shard needs --seed N, the same for all shards.')
  const isBatch =
    values.out !== undefined && !overTime && (asked || folders || files.length > 1 || workers !== null)
  return {
    files,
    model: values.model,
    prior: values.prior ? await readPrior(values.prior, context.say) : undefined,
    noise: values.noise,
    priorChange: readPriorChange(values),
    ...ofTraces,
    conditioning: windows[0].conditioning,
    overTime,
    resume: series,
    crossCheck: crossCheckOf(values),
    seed: seedOf(values.seed),
    json: values.json ?? false,
    out: values.out,
    workers,
    batch: isBatch ? { shard, resume, windows, again: againOf(tokens) } : null,
  }
}

/** A token of parseArgs. */
interface Token {
  kind: string
  name?: string
  rawName?: string
  value?: string | undefined
}

/** The arguments shared by all parts of the same batch. */
function againOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ kind, name, rawName, value }) => {
    if (kind === 'positional') return [value ?? '']
    if (kind !== 'option' || ['out', 'shard', 'resume', 'json', 'workers', 'seed'].includes(name ?? ''))
      return []
    return [rawName ?? '', ...(value === undefined ? [] : [value])]
  })
}

/** @throws NagumoError USAGE */
function crossCheckOf(values: { 'cross-check'?: boolean; 'over-time'?: string; resume?: string }): boolean {
  const asked = values['cross-check'] ?? false
  if (asked && (values['over-time'] !== undefined || values.resume))
    throw usage('--cross-check checks one estimate of a trace; it does not go with --over-time or --resume.')
  return asked
}

import type { Compute } from '../../compute/process/compute.ts'
import type { BatchItem, BatchOptions, BatchRow } from '../../contract/batches.ts'
import { isAboutData, isTransient, NagumoError } from '../../contract/errors.ts'
import type { ModelEntry } from '../../contract/models.ts'
import type { PriorFile } from '../../contract/priors.ts'
import type { VoltageUnit } from '../../contract/recordings.ts'
import type { Report } from '../../contract/reports.ts'
import { fromRpcError } from '../../rpc/errors.ts'
import { crossCheckReport } from '../cross-check-report.ts'
import { estimateWithNoise } from '../estimate-noise.ts'
import type { TraceSource } from '../trace-job.ts'
import { seedOfItem } from './items.ts'
import type { BatchRecordings } from './plan-batch.ts'

/** Settings common to the items of a batch. */
export interface BatchWork {
  options: BatchOptions
  recordings: Pick<BatchRecordings, 'read' | 'readSweep'>
  /** The location of the model for traces in a unit, and the prior that replaces its own. */
  modelFor(
    unit: VoltageUnit,
  ): Promise<{ model: ModelEntry; modelFolder: string; prior: PriorFile | undefined }>
  /** Of the program. */
  version: string
  signal: AbortSignal
}

/** A finished item: its row, and the report where there is one. */
export interface ItemResult {
  row: BatchRow
  report: Report | null
  source: TraceSource | null
}

/**
 * Estimates one item. A failure is a result too, in its row.
 * @throws NagumoError CANCELLED where the batch was stopped, without a result
 */
export async function estimateItem(item: BatchItem, compute: Compute, work: BatchWork): Promise<ItemResult> {
  const seed = seedOfItem(work.options.seed, item)
  try {
    const { report, source } = await oneMoreTime(() => estimated(item, seed, compute, work))
    return { row: rowOf(item, report), report, source }
  } catch (error) {
    if (work.signal.aborted) throw new NagumoError('CANCELLED', 'The batch was stopped.')
    const failure = fromRpcError(error)
    // Programming errors are logged.
    if (failure.code === 'INTERNAL') console.error(error)
    return { row: failedRow(item, seed, failure), report: null, source: null }
  }
}

/** Retries once. */
async function oneMoreTime<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isTransient(fromRpcError(error).code)) throw error
    return work()
  }
}

async function estimated(
  item: BatchItem,
  seed: number,
  compute: Compute,
  { options, recordings, modelFor, version, signal }: BatchWork,
): Promise<{ report: Report; source: TraceSource }> {
  const source = await sweepOf(item, recordings, signal)
  if (item.sweep === null || source?.sweep !== item.sweep) throw changed(item)
  const { model, modelFolder, prior } = await modelFor(source.voltageUnit)
  const { window, conditioning } = options.windows[item.windowIndex]
  const asked = { source, model, modelFolder, conditioning, window: window ?? undefined, prior, seed, signal }
  for await (const event of estimateWithNoise(compute, version, {
    ...asked,
    noise: options.noise ?? undefined,
  })) {
    if (event.type !== 'report') continue
    const { report } = event
    if (!options.crossCheck || report.diagnostics.simulations === 0) return { report, source }
    for await (const stage of crossCheckReport(compute, report, { source, model, modelFolder, signal }))
      if (stage.type === 'report') return { report: stage.report, source }
  }
  throw new Error('the estimate ended without a result')
}

async function sweepOf(
  { path, sweepIndex }: BatchItem,
  { read, readSweep }: BatchWork['recordings'],
  signal: AbortSignal,
): Promise<TraceSource | undefined> {
  if (readSweep) return readSweep(path, sweepIndex, signal)
  return (await read(path, signal)).find((one) => one.sweepIndex === sweepIndex)
}

function changed({ path }: BatchItem): NagumoError {
  return new NagumoError(
    'FILE_UNREADABLE',
    `${path} has changed since the batch was started: its sweeps are different. Start the batch again in another folder.`,
  )
}

function rowOf(item: BatchItem, report: Report): BatchRow {
  const { recording, model, seed, verdict, parameters } = report
  return {
    item,
    window: recording.window,
    model: { id: model.id, checksum: model.checksum },
    seed,
    verdict: verdict.level,
    headline: verdict.headline,
    parameters: parameters.map(({ name, unit, posterior }) => ({ name, unit, posterior })),
    error: null,
    again: false,
    report: null,
  }
}

function failedRow(item: BatchItem, seed: number, failure: NagumoError): BatchRow {
  const { code, message } = failure
  return {
    item,
    window: null,
    model: null,
    seed,
    verdict: null,
    headline: null,
    parameters: [],
    error: { code, message },
    again: !isAboutData(failure),
    report: null,
  }
}

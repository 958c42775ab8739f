import type { Compute } from '../compute/process/compute.ts'
import type { CellModel, CellReport } from '../contract/cells.ts'
import { NagumoError } from '../contract/errors.ts'
import type { ModelEntry } from '../contract/models.ts'
import type { Report } from '../contract/reports.ts'
import type { Series } from '../contract/series.ts'
import type { StatedSteps } from '../contract/stated-steps.ts'
import { estimateCell } from '../jobs/cells/estimate-cell.ts'
import { estimateTrace } from '../jobs/estimate-trace.ts'
import { findModel } from '../jobs/find-model.ts'
import { estimateWindows } from '../jobs/over-time/estimate-windows.ts'
import { createSeriesDraft } from '../jobs/over-time/series-draft.ts'
import type { TraceSource } from '../jobs/trace-job.ts'
import type { Library } from '../library/index.ts'
import type { AnyReport } from '../report/any-report.ts'
import type { CliContext } from './context.ts'
import type { FoundOriginal } from './find-original.ts'
import { readCell } from './read-cell.ts'
import { readTraces } from './read-traces.ts'

/**
 * Repeats a report, a series over time or a cell from its recording, with its stored settings. Stores nothing.
 * @throws NagumoError of the file, NOT_FOUND of a sweep or the model, CANCELLED
 */
export async function makeAgain(
  before: AnyReport,
  found: FoundOriginal,
  library: Library,
  context: CliContext,
): Promise<AnyReport> {
  const compute = context.createCompute()
  try {
    switch (before.format) {
      case 'nagumo-report':
        return await traceAgain(before, found, await modelOf(before, library), compute, context)
      case 'nagumo-series':
        return await seriesAgain(before, found, await modelOf(before, library), compute, context)
      case 'nagumo-cell':
        return await cellAgain(before, found, compute, context)
    }
  } finally {
    context.progress('')
    await compute.close()
  }
}

interface FoundModel {
  model: ModelEntry
  modelFolder: string
}

/** @throws NagumoError NOT_FOUND where the model of that name is a different one */
async function modelOf(before: Report | Series, library: Library): Promise<FoundModel> {
  const model = await findModel(library, before.model.id)
  if (model.checksum !== before.model.checksum)
    throw new NagumoError(
      'NOT_FOUND',
      `The report was made by the model “${before.model.name}” with the checksum ${before.model.checksum.slice(0, 12)}…; the model of that name here has ${model.checksum.slice(0, 12)}…, so it is another one. Import the model that the report was made by (Models, Import).`,
    )
  return { model, modelFolder: await library.models.folderOf(model.id) }
}

/** The trace, read with the stored settings. */
async function traceOf(
  { recording }: Report | Series,
  found: FoundOriginal,
  signal: AbortSignal,
): Promise<TraceSource> {
  const choice = { ...(recording.choice ?? found.choice), voltageUnit: recording.voltageUnit }
  const traces = await readTraces(found.path, { sweeps: null, choice }, signal)
  const source = traces.find(({ sweepIndex }) => sweepIndex === recording.sweepIndex)
  if (source) return { ...source, recordingId: recording.id, recordingName: recording.name }
  throw new NagumoError(
    'NOT_FOUND',
    `The report is of sweep ${recording.sweepIndex + 1}, “${recording.sweep}”; the file has ${traces.length}. Give the file that was estimated with --file.`,
  )
}

async function traceAgain(
  before: Report,
  found: FoundOriginal,
  { model, modelFolder }: FoundModel,
  compute: Compute,
  { version, signal, progress }: CliContext,
): Promise<Report> {
  const { conditioning, window, rescaling } = before.recording
  const events = estimateTrace(compute, version, {
    source: await traceOf(before, found, signal),
    model,
    modelFolder,
    conditioning,
    window,
    rescaling,
    prior: before.appliedPrior ?? undefined,
    seed: before.seed,
    signal,
  })
  for await (const event of events) {
    if (event.type === 'report') return event.report
    progress(event.text)
  }
  throw new Error('the estimate ended without a result')
}

/** Repeats as many windows as were finished. */
async function seriesAgain(
  before: Series,
  found: FoundOriginal,
  { model, modelFolder }: FoundModel,
  compute: Compute,
  { version, signal, progress }: CliContext,
): Promise<Series> {
  const { recording, appliedPrior, seed, plan, stimulus, windows } = before
  const source = await traceOf(before, found, signal)
  const subject = {
    source,
    model,
    conditioning: recording.conditioning,
    prior: appliedPrior,
    seed,
    plan: { ...plan, windows: plan.windows.slice(0, windows.length) },
    // Series from before it was stored used the file's.
    stimulus: stimulus === undefined ? source.stimulus : stimulus,
    version,
  }
  const draft = createSeriesDraft(subject)
  for await (const event of estimateWindows(compute, { ...subject, modelFolder, signal }, draft))
    if (event.type === 'stage') progress(event.text)
  return draft.series()
}

async function cellAgain(
  before: CellReport,
  found: FoundOriginal,
  compute: Compute,
  { version, signal, progress }: CliContext,
): Promise<CellReport> {
  const { recording, features, seed } = before
  const choice = recording.choice ?? found.choice ?? {}
  const { source } = await readCell(found.path, { choice, sweeps: null, command: undefined }, signal)
  const used = features.sweeps.map(({ sweep }) => sweep)
  const events = estimateCell(compute, version, {
    source: { ...source, name: recording.name },
    recordingId: recording.id,
    models: cellModelsOf(before),
    leaveOut: source.sweeps.map((_, index) => index).filter((index) => !used.includes(index)),
    stated: statedOf(before, source.sweeps.length),
    seed,
    signal,
  })
  for await (const event of events) {
    if (event.type === 'report') return event.report
    progress(event.text)
  }
  throw new Error('the estimate ended without a result')
}

/** The cell models of a report. */
export function cellModelsOf({ membrane, gif }: CellReport): CellModel[] {
  return [...(membrane ? ['membrane' as const] : []), ...(gif ? ['gif' as const] : [])]
}

/** The stated steps; for reports from before they were stored, from the protocol. @param count of all sweeps */
function statedOf({ stated, protocol, features }: CellReport, count: number): StatedSteps | undefined {
  if (stated || protocol.from === 'file') return stated
  const { onset, offset, holding, amplitudes } = protocol
  if (onset === null || offset === null)
    throw new NagumoError(
      'NOT_FOUND',
      'The report is from an earlier Nagumo, which did not store the stated current, and it does not follow from the protocol. Estimate the cell again.',
    )
  const all = Array<number>(count).fill(0)
  features.sweeps.forEach(({ sweep }, k) => {
    all[sweep] = amplitudes[k]
  })
  return { onset, duration: offset - onset, amplitudes: all, holding }
}

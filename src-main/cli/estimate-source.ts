import type { Compute } from '../compute/process/compute.ts'
import type { Report } from '../contract/reports.ts'
import { changedPrior } from '../jobs/changed-prior.ts'
import { type CrossChecked, crossCheckReport } from '../jobs/cross-check-report.ts'
import { estimateWithNoise } from '../jobs/estimate-noise.ts'
import { findModel } from '../jobs/find-model.ts'
import type { TraceSource } from '../jobs/trace-job.ts'
import type { Library } from '../library/index.ts'
import { withNoise } from '../model/composition/with-noise.ts'
import type { CliContext } from './context.ts'
import type { EstimateCommand } from './estimate-command.ts'
import { estimateOverTime } from './estimate-over-time.ts'
import type { OverTimeOptions } from './over-time-option.ts'

/** What an estimate on the command line needs. */
export interface EstimateWork {
  command: EstimateCommand
  library: Library
  compute: Compute
  context: CliContext
}

/** The report of one sweep. @throws NagumoError of the trace, the compute process, or CANCELLED */
export async function estimateSource(file: string, source: TraceSource, work: EstimateWork): Promise<Report> {
  const { command, library, compute, context } = work
  const model = await findModel(library, command.model, source.voltageUnit)
  const modelFolder = await library.models.folderOf(model.id)
  const { window, conditioning, noise, seed } = command
  const prior = changedPrior(model.prior, command.prior, command.priorChange)
  const { signal, version } = context
  const events = estimateWithNoise(compute, version, {
    source,
    model,
    modelFolder,
    conditioning,
    window,
    prior,
    noise,
    seed,
    signal,
  })
  for await (const event of events) {
    if (event.type === 'stage') {
      context.progress(`${file}, ${source.sweep}: ${event.text}`)
      continue
    }
    return command.crossCheck
      ? crossChecked(file, event.report, { source, model, modelFolder }, work)
      : event.report
  }
  throw new Error('the estimate ended without a result')
}

/** The report with a cross-check; unchanged where it has nothing to check. */
async function crossChecked(
  file: string,
  report: Report,
  made: Omit<CrossChecked, 'signal'>,
  { compute, context }: EstimateWork,
): Promise<Report> {
  if (report.diagnostics.simulations === 0) return report
  const { signal } = context
  for await (const event of crossCheckReport(compute, report, { ...made, signal })) {
    if (event.type === 'report') return event.report
    const left = event.secondsLeft === null ? '' : `, at most ${Math.ceil(event.secondsLeft)} s left`
    context.progress(`${file}, ${made.source.sweep}: ${event.text}${left}`)
  }
  throw new Error('the cross-check ended without a result')
}

/** Parameters over time of one sweep, printed as they come. @throws as estimateSource */
export async function sweepOverTime(
  file: string,
  source: TraceSource,
  overTime: OverTimeOptions,
  { command, library, compute, context }: EstimateWork,
): Promise<void> {
  // Windows begin at any phase of the neuron’s cycle, whatever the unit: this needs a model made for recordings.
  const model = await findModel(library, command.resume?.model.id ?? command.model, 'mV')
  const modelFolder = await library.models.folderOf(model.id)
  const prior = changedPrior(model.prior, command.prior, command.priorChange)
  const withKind = command.noise === undefined ? prior : withNoise(prior ?? model.prior, command.noise)
  const asked = { ...command, prior: withKind === model.prior ? prior : withKind, overTime }
  await estimateOverTime(file, source, { model, modelFolder }, asked, { compute, context })
}

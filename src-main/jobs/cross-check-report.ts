import type { Compute } from '../compute/process/compute.ts'
import type { CrossCheck, CrossCheckStage } from '../contract/cross-check.ts'
import { NagumoError } from '../contract/errors.ts'
import type { ModelEntry } from '../contract/models.ts'
import type { Report } from '../contract/reports.ts'
import { withSignal } from '../rpc/with-signal.ts'
import { throwIfCancelled } from './estimate-trace.ts'
import { jobOfTrace, type TraceSource } from './trace-job.ts'

/** Inputs of a cross-check: the sweep and model of the report. */
export interface CrossChecked {
  source: TraceSource
  model: ModelEntry
  modelFolder: string
  signal?: AbortSignal | undefined
}

/**
 * Repeats a report's inference with an independent sampler: yields stages, then the report with the result. Stores
 * nothing.
 * @throws NagumoError USAGE where sweep or model have changed, or the report has nothing to check; CANCELLED
 */
export async function* crossCheckReport(
  compute: Compute,
  report: Report,
  { source, model, modelFolder, signal }: CrossChecked,
): AsyncGenerator<CrossCheckStage | { type: 'report'; report: Report }> {
  refuseOther(report, source, model)
  const { conditioning, window, rescaling } = report.recording
  const { seed, appliedPrior, parameters, diagnostics } = report
  const reading = { modelFolder, conditioning, window, rescaling, prior: appliedPrior ?? undefined, seed }
  const { job } = jobOfTrace(source, model, reading)
  throwIfCancelled(signal)
  const checked = {
    parameters: parameters.map(({ name, symbol, posterior }) => ({ name, symbol, posterior })),
    ess: diagnostics.ess,
  }
  const events = await compute.client().crossCheck({ job, ...checked }, withSignal(signal))
  let crossCheck: CrossCheck | undefined
  for await (const event of events) {
    throwIfCancelled(signal)
    if (event.type === 'stage') yield event
    else crossCheck = event.result
  }
  throwIfCancelled(signal)
  if (!crossCheck) throw new Error('the cross-check ended without a result')
  yield { type: 'report', report: { ...report, crossCheck } }
}

function refuseOther({ recording, model: own }: Report, source: TraceSource, model: ModelEntry): void {
  const name = `The report of “${recording.name}”, ${recording.sweep}, can’t be cross-checked`
  if (recording.sweep !== source.sweep || recording.voltageUnit !== source.voltageUnit) {
    throw new NagumoError(
      'USAGE',
      `${name}: it was estimated from ${recording.sweep} in ${recording.voltageUnit}, and the recording now has ${source.sweep} in ${source.voltageUnit} in that place. Estimate again, and cross-check the new report.`,
    )
  }
  if (own.checksum !== model.checksum) {
    throw new NagumoError(
      'USAGE',
      `${name}: the model “${own.name}” differs from the one that was used (checksum ${own.checksum.slice(0, 8)}, now ${model.checksum.slice(0, 8)}). Estimate again, and cross-check the new report.`,
    )
  }
}

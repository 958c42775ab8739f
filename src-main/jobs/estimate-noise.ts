import type { Compute } from '../compute/process/compute.ts'
import { NagumoError } from '../contract/errors.ts'
import { byEvidence, type EstimateEvent } from '../contract/estimates.ts'
import type { Report } from '../contract/reports.ts'
import { compareNoises } from '../inference/importance/compare-noises.ts'
import { noisesFor, withNoise } from '../model/composition/with-noise.ts'
import { estimateTrace, type TraceEstimate } from './estimate-trace.ts'

/** An estimate with another noise than the prior's: a kind, or that which the evidence favours. */
export interface NoiseEstimate extends TraceEstimate {
  noise?: string | undefined
}

/**
 * `estimateTrace` with the noise that was asked for. By the evidence: the same trace with each noise that its data may
 * have, one after the other; the report is that of the noise with the most evidence, and tells the others.
 * @throws NagumoError as estimateTrace; PRIOR_INVALID for a noise that is unknown or that the data can't have
 */
export async function* estimateWithNoise(
  compute: Compute,
  version: string,
  { noise, ...estimate }: NoiseEstimate,
): AsyncGenerator<EstimateEvent> {
  const file = estimate.prior ?? estimate.model.prior
  const under = (kind: string): TraceEstimate => {
    const prior = withNoise(file, kind)
    return { ...estimate, prior: prior === file ? estimate.prior : prior }
  }
  if (noise !== byEvidence) {
    yield* estimateTrace(compute, version, noise === undefined ? estimate : under(noise))
    return
  }
  const kinds = noisesFor(file)
  const found: { kind: string; name: string; report: Report }[] = []
  for (const [k, { kind, name }] of kinds.entries()) {
    for await (const event of estimateTrace(compute, version, under(kind))) {
      if (event.type === 'report') found.push({ kind, name, report: event.report })
      else {
        const text = `${name} noise (${k + 1} of ${kinds.length}): ${event.text}`
        yield { ...event, text, progress: (k + event.progress) / kinds.length }
      }
    }
    // What can’t be told of the trace at all can’t be told with another noise either.
    if (found.length === k + 1 && found[k].report.parameters.length === 0) break
  }
  yield { type: 'report', report: favoured(found) }
}

/** The report of the noise with the most evidence, with what the others had. */
function favoured(found: readonly { kind: string; name: string; report: Report }[]): Report {
  const told = found.filter(({ report }) => report.parameters.length > 0)
  if (told.length === 0) {
    const [first] = found
    if (!first) throw new NagumoError('INTERNAL', 'no noise was tried')
    return first.report
  }
  if (told.length === 1) return told[0].report
  const evidence = told.map(({ kind, report }) => ({ kind, logEvidence: report.diagnostics.logEvidence }))
  const { best, favoured, logFactors } = compareNoises(evidence)
  const { report } = told.find(({ kind }) => kind === best) ?? told[0]
  return {
    ...report,
    noises: {
      decided: favoured !== null,
      compared: told.map(({ kind, name }, k) => ({ kind, name, logFactor: logFactors[k] })),
    },
  }
}

import type { Compute } from '../compute/process/compute.ts'
import { NagumoError } from '../contract/errors.ts'
import { byEvidence, type EstimateStep } from '../contract/estimates.ts'
import type { Report } from '../contract/reports.ts'
import { compareNoises } from '../inference/importance/compare-noises.ts'
import { noisesFor, withNoise } from '../model/composition/with-noise.ts'
import { estimateTrace, type TraceEstimate } from './estimate-trace.ts'

/** Replaces the prior's noise model: by a given kind, or by the kind with the highest evidence. */
export interface NoiseEstimate extends TraceEstimate {
  noise?: string | undefined
}

/** A noise model, and the report of an estimate with it. */
interface Tried {
  kind: string
  name: string
  report: Report
}

/**
 * `estimateTrace` with the requested noise model. By evidence: estimates the trace with each noise model that suits its
 * data in turn; the report is that with the highest evidence, and lists the others.
 * @throws NagumoError as estimateTrace; PRIOR_INVALID for a noise model that is unknown or does not suit the data
 */
export async function* estimateWithNoise(
  compute: Compute,
  version: string,
  { noise, ...estimate }: NoiseEstimate,
): AsyncGenerator<EstimateStep> {
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
  const found: Tried[] = []
  for (const [k, { kind, name }] of kinds.entries()) {
    for await (const event of estimateTrace(compute, version, {
      ...under(kind),
      onPreliminary: undefined,
    })) {
      if (event.type === 'report') found.push({ kind, name, report: event.report })
      else {
        const text = `${name} noise (${k + 1} of ${kinds.length}): ${event.text}`
        yield { ...event, text, progress: (k + event.progress) / kinds.length }
      }
    }
    // A trace that can't be estimated at all fails with any noise model.
    if (found.length === k + 1 && found[k].report.parameters.length === 0) break
  }
  yield { type: 'report', report: favoured(found) }
}

/**
 * The report with the highest evidence, with the evidence of the others. Without converged importance sampling a
 * posterior has no evidence to compare.
 */
function favoured(found: readonly Tried[]): Report {
  const told = found.filter(({ report }) => report.parameters.length > 0)
  const sound = told.filter(({ report }) => converged(report))
  const [first] = sound.length > 0 ? sound : told.length > 0 ? told : found
  if (!first) throw new NagumoError('INTERNAL', 'no noise was tried')
  if (told.length < 2) return first.report
  const evidence = sound.map(({ kind, report }) => ({ kind, logEvidence: report.diagnostics.logEvidence }))
  const { best, favoured, logFactors } =
    sound.length > 1 ? compareNoises(evidence) : { best: first.kind, favoured: null, logFactors: [0] }
  const { report } = sound.find(({ kind }) => kind === best) ?? first
  return {
    ...report,
    noises: {
      decided: favoured !== null,
      compared: told.map((one) => {
        const k = sound.indexOf(one)
        return { kind: one.kind, name: one.name, logFactor: k < 0 ? null : logFactors[k] }
      }),
    },
  }
}

/** Only importance sampling estimates the evidence; MCMC draws do not. */
function converged({ verdict, diagnostics }: Report): boolean {
  return (
    !diagnostics.mcmc?.converged &&
    verdict.reasons.every(({ check, level }) => check !== 'sampling' || level !== 'unreliable')
  )
}

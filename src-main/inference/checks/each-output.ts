import type { VerdictLevel } from '../../contract/common.ts'
import type { Reason } from '../../contract/reports.ts'
import { outputCount } from '../../model/outputs.ts'
import type { Check, Evidence } from './evidence.ts'

const rank: Record<VerdictLevel, number> = { unreliable: 0, caution: 1, ok: 2 }

/** Applies a check of the residuals to each output separately; reports the worst, with the numbers of all. */
export function ofEachOutput(check: Check): Check {
  return (evidence) => {
    const { further = [], prior } = evidence
    const first = check(evidence)
    if (further.length === 0 || outputCount(prior) === 1) return first
    const names = [prior.observable.describe(prior.neuron).value, ...prior.observable.further!(prior.neuron)]
    const found = [
      first,
      ...further.map(({ observed, residuals }) => check(alone(evidence, observed, residuals))),
    ]
    const worst = found.reduce((b, reason, k) => (rank[reason.level] < rank[found[b].level] ? k : b), 0)
    const number = found.map((reason, k) => `${names[k].symbol}: ${reason.number}`).join('; ')
    const { level, text } = found[worst]
    return {
      ...found[worst],
      number,
      text: level === 'ok' ? text : `In the ${names[worst].name}: ${text[0].toLowerCase()}${text.slice(1)}`,
    } satisfies Reason
  }
}

function alone(
  evidence: Evidence,
  observed: Evidence['observed'],
  residuals: Evidence['residuals'],
): Evidence {
  const { further: _, ...rest } = evidence
  return { ...rest, observed, residuals }
}

import type { GroupedParameter } from '../../src-main/contract/groups.ts'
import { estimateGroups } from '../../src-main/inference/groups/estimate-groups.ts'
import { quantile, weightedSample } from '../../src-main/inference/statistics/weighted.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { makePairedStudy, makeStudy, type Study } from './groups/studies.ts'
import type { AccuracyOptions } from './options.ts'

interface Outcome {
  study: Study
  q05: number
  q95: number
  covers: boolean
  converged: boolean
  /** Interval width relative to an unpaired analysis of the same cells; null where cells are not paired. */
  narrower: number | null
}

/**
 * Groups: coverage of the effect's 90 % interval over simulated studies, half of them without an effect (there, missing
 * coverage is a false positive). `traces` studies in all; in paired ones, cells are in both conditions, and the model
 * is given the pairing.
 */
export async function groups({ traces, seed, paired = false }: AccuracyOptions): Promise<void> {
  const outcomes: Outcome[] = []
  const make = paired ? makePairedStudy : makeStudy
  const began = performance.now()
  for (let k = 0; k < traces; k++)
    outcomes.push(outcomeOf(make(k >> 1, k % 2 === 1, createRandom(seed).fork(k)), k))
  const seconds = (performance.now() - began) / 1000 / traces
  const unsettled = outcomes.filter(({ converged }) => !converged).length
  console.log(
    `${traces} studies (seed ${seed}), ${seconds.toFixed(2)} s each; ${unsettled} whose chains did not converge`,
  )
  const all = (of: (outcome: Outcome) => boolean) => row(outcomes.filter(of))
  const kinds = [...new Set(outcomes.map(({ study }) => study.kind))]
  console.table({
    all: all(() => true),
    'no effect': all(({ study }) => study.effect === 0),
    'an effect': all(({ study }) => study.effect !== 0),
    ...Object.fromEntries(kinds.map((kind) => [kind, all(({ study }) => study.kind === kind)])),
    ...(paired && { '3 cells': all(({ study }) => study.cells === 3) }),
    '4 cells': all(({ study }) => study.cells === 4),
    '5 or 6 cells': all(({ study }) => study.cells === 5 || study.cells === 6),
    '7 to 10 cells': all(({ study }) => study.cells > 6),
  })
}

function outcomeOf(study: Study, k: number): Outcome {
  const { q05, q95, converged } = intervalOf(study.parameter, k)
  const unpaired = study.parameter.paired ? intervalOf({ ...study.parameter, paired: false }, k) : null
  const narrower = unpaired && (q95 - q05) / (unpaired.q95 - unpaired.q05)
  return { study, q05, q95, covers: q05 <= study.effect && study.effect <= q95, converged, narrower }
}

function intervalOf(parameter: GroupedParameter, k: number): Pick<Outcome, 'q05' | 'q95' | 'converged'> {
  const steps = estimateGroups(parameter, createRandom(k))
  for (;;) {
    const step = steps.next()
    if (!step.done) continue
    const { chains, converged } = step.value
    const effects = chains.flat().map(({ centres }) => centres[1] - centres[0])
    const sample = weightedSample(Float64Array.from(effects))
    return { q05: quantile(sample, 0.05), q95: quantile(sample, 0.95), converged }
  }
}

function row(outcomes: readonly Outcome[]): Record<string, string | number> {
  const n = outcomes.length
  const covered = outcomes.filter(({ covers }) => covers).length / n
  const none = outcomes.filter(({ study }) => study.effect === 0)
  const alarms = none.filter(({ covers }) => !covers).length
  const some = outcomes.filter(({ study }) => study.effect !== 0)
  const told = some.filter(({ q05, q95 }) => q05 > 0 || q95 < 0).length
  const widths = outcomes.flatMap(({ narrower }) => narrower ?? []).sort((a, b) => a - b)
  return {
    studies: n,
    'coverage of 90 %': covered.toFixed(3),
    '± standard error': Math.sqrt(0.09 / n).toFixed(3),
    'false alarms': none.length > 0 ? `${alarms} of ${none.length}` : '',
    'effects told': some.length > 0 ? `${told} of ${some.length}` : '',
    ...(widths.length > 0 && { 'width / unpaired': widths[widths.length >> 1].toFixed(2) }),
  }
}

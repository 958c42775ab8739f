import type { CycleEvidence, CycleFit, CycleShape } from '../../../contract/cycles.ts'
import { fromSamples } from '../../../contract/missing.ts'
import type { Prior } from '../../../model/composition/prior.ts'
import { ownRow } from '../../../model/observable/mean-cycle/cycle-rows.ts'
import { designOf } from '../../../signal/mean-cycle/cycle-data.ts'
import { cycleNumbers } from '../../../signal/mean-cycle/nodes.ts'
import { shapeOf } from '../../../signal/mean-cycle/shape.ts'
import type { BestDraw } from '../../estimate/best-draw.ts'
import type { CycleFindings } from '../../inverse.ts'
import { summarize, weightedSample } from '../../statistics/weighted.ts'
import { bandOf } from './band.ts'
import { compareHalves } from './compare-halves.ts'
import { followedCycle } from './followed-cycle.ts'
import { workOf } from './work-of.ts'

/** Draws whose cycles are simulated for bands. */
const drawn = 80

/** Features compared between recorded and fitted cycle. */
const compared: readonly { name: keyof CycleShape; label: string; unit: string }[] = [
  { name: 'width', label: 'half-width of the spike', unit: 'ms' },
  { name: 'peak', label: 'peak', unit: 'mV' },
  { name: 'trough', label: 'trough', unit: 'mV' },
  { name: 'maxRise', label: 'steepest rise', unit: 'mV/ms' },
  { name: 'maxFall', label: 'steepest fall', unit: 'mV/ms' },
  { name: 'threshold', label: 'potential at spike onset', unit: 'mV' },
  { name: 'onset', label: 'onset rapidness', unit: '1/ms' },
]

/**
 * Compares the posterior's cycles with the recorded ones: bands of potential and currents, shape features, ratios,
 * halves.
 * @param prior given the data
 */
export function cycleFindings(
  prior: Prior,
  observed: Float32Array,
  { evidence, draws, best }: { evidence: CycleEvidence; draws: Float64Array; best: BestDraw },
): CycleFindings {
  const { neuron, parameters } = prior
  const D = parameters.length
  const { recorded, shape, phase } = evidence
  const rows = ownRow(prior)
  const design = designOf(observed)
  const total = draws.length / D
  const follow = (values: Float64Array) => followedCycle(neuron, rows(values), recorded.t, design)
  const followed = Array.from({ length: drawn }, (_, k) => {
    const at = Math.floor((k * total) / drawn) * D
    return follow(draws.subarray(at, at + D))
  }).filter((one) => one !== null)
  const ofBest = follow(best.values)
  const shapes = followed
    .map(({ fine }) => shapeOf(fine.t, fine.v, design.level, design.width))
    .filter((one) => one !== null)
  const currents = neuron.spikeCycles?.currents ?? []
  const fit: CycleFit = {
    recorded,
    model: bandOf(followed.map(({ v }) => v)),
    currents: currents.map(({ name, symbol }, j) => ({
      name,
      symbol,
      ...bandOf(followed.map((one) => one.currents[j])),
    })),
    phase: { recorded: phase, model: ofBest ? ofBest.phase : { v: [], slope: [] } },
    compared: compared.flatMap(({ name, label, unit }) => {
      const own = shape[name]
      const fitted = shapes.map((one) => one[name]).filter((x) => x !== null)
      if (own === null || fitted.length < shapes.length / 2 || fitted.length === 0) return []
      const model = summarize(weightedSample(Float64Array.from(fitted)))
      return [{ name, label, unit, recorded: own, model }]
    }),
    ratios: ratiosOf(prior, draws),
    weak: parameters.flatMap(({ name }) => {
      const reason = neuron.spikeCycles?.weak.find(({ names }) => names.includes(name))
      return reason ? [{ parameter: name, text: reason.text }] : []
    }),
    explained: explainedShare(observed, best.u),
  }
  return {
    fit,
    shape,
    cv: evidence.cv,
    halves:
      evidence.halves &&
      compareHalves(
        workOf(prior, observed),
        best.values,
        evidence.halves.map((half) => fromSamples(half)),
      ),
  }
}

/** Share of the potential's variance over the nodes that the best draw explains. */
function explainedShare(observed: Float32Array, predicted: ArrayLike<number>): number {
  const nodes = Array.from({ length: cycleNumbers - 1 }, (_, k) => k + 1)
  const mean = nodes.reduce((sum, k) => sum + observed[k], 0) / nodes.length
  const left = nodes.reduce((sum, k) => sum + (observed[k] - predicted[k]) ** 2, 0)
  return 1 - left / nodes.reduce((sum, k) => sum + (observed[k] - mean) ** 2, 0)
}

/** Quantities of several parameters that a cycle determines, over the draws. */
function ratiosOf(prior: Prior, draws: Float64Array): CycleFit['ratios'] {
  const { neuron, parameters } = prior
  const D = parameters.length
  const row = ownRow(prior)
  return (neuron.spikeCycles?.told ?? [])
    .filter(({ name }) => !parameters.some((parameter) => parameter.name === name))
    .map(({ name, symbol, label, unit, of }) => {
      const values = Float64Array.from({ length: draws.length / D }, (_, k) =>
        of(row(draws.subarray(k * D, (k + 1) * D))),
      )
      return { name, symbol, label, unit, posterior: summarize(weightedSample(values)) }
    })
}

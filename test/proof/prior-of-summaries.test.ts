import { beforeAll, describe, expect, it } from 'vitest'
import type { PriorFile } from '../../src-main/contract/priors.ts'
import { whyNotWithin } from '../../src-main/inference/apply-prior.ts'
import { examinePrior } from '../../src-main/model/composition/examine-prior.ts'
import { createPrior, type Prior } from '../../src-main/model/composition/prior.ts'
import { neuronModels } from '../../src-main/model/neuron-models.ts'
import { membranePotential } from '../../src-main/model/observable/trace/trace.ts'
import type { Behaviour, Observable } from '../../src-main/model/observable.ts'
import { observables } from '../../src-main/model/observables.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { gridText } from '../../src-renderer/lib/model-words.ts'
import { adaptingNeuron } from './adapting-neuron.ts'
import { responseSummary } from './response-summary.ts'

/** Summaries of responses that spike; there is nothing to summarize in the others. */
const spikingResponse: Observable = {
  ...responseSummary,
  kind: 'spiking-response',
  name: 'summaries of spiking responses',
  problem: () => null,
  predictor(forward, kind) {
    const summaries = responseSummary.predictor(forward, kind)
    const { spike } = forward.neuron
    return {
      ...summaries,
      predictions(theta, n, out) {
        summaries.predictions(theta, n, out)
        potentials(responsesOf(forward)(theta, n)).forEach((v, k) => {
          if (!v.some((x) => x > spike.level)) out.fill(Number.NaN, k * forward.size, (k + 1) * forward.size)
        })
      },
    }
  },
  useless: 'the neuron does not spike',
  usesGrid: false,
  behaviours: responsesOf,
}

function responsesOf(forward: Parameters<NonNullable<Observable['behaviours']>>[0]) {
  const { grid, layout, neuron } = forward
  const potential = membranePotential(forward, 'reference')
  const t = Array.from({ length: grid.points }, (_, i) => i * grid.dt)
  return (thetas: Float64Array, n: number): Behaviour[] =>
    Array.from({ length: n }, (_, k) => {
      const v = new Float64Array(grid.points)
      potential.predictions(thetas.subarray(k * layout.size, (k + 1) * layout.size), 1, v)
      return { kind: v.some((x) => x > neuron.spike.level) ? 'tonic' : 'silent', curve: { t, v } }
    })
}

const potentials = (all: Behaviour[]): number[][] => all.map(({ curve }) => Array.from(curve!.v))

/** gA decides: without much of the adapting current the neuron spikes. */
const file = (current: number): PriorFile => ({
  format: 'nagumo-prior',
  version: 3,
  name: 'Spiking responses',
  neuronModel: adaptingNeuron.id,
  protocol: { kind: 'steps', holding: 0, steps: [{ from: 10, to: 150, current }] },
  observable: { kind: spikingResponse.kind },
  noise: { kind: 'white' },
  parameters: {
    gCa: { kind: 'uniform', lower: 4, upper: 5.5 },
    gL: { kind: 'truncatedNormal', mean: 2, sd: 0.3, lower: 1.2, upper: 2.8 },
    gA: { kind: 'logUniform', lower: 0.3, upper: 3 },
    sigma: { kind: 'uniform', lower: 1.5, upper: 4 },
  },
  constants: { v0: -60 },
  grid: { dt: 0.5, points: 320, substeps: 2 },
})

beforeAll(() => {
  neuronModels.register(adaptingNeuron)
  observables.register(spikingResponse)
})

const look = (prior: Prior) => examinePrior(prior, createRandom(1), 200)

describe('a prior of an observable that leaves silent neurons out', () => {
  let prior: Prior
  beforeAll(() => {
    prior = createPrior(file(35))
  })

  it('may leave out more than half of its draws, and says so', () => {
    const { shares, problems } = look(prior)
    expect(shares.silent).toBeGreaterThan(0.5)
    expect(shares.silent).toBeLessThan(0.6)
    expect(problems).toEqual([
      {
        level: 'warn',
        parameter: null,
        text: 'In 55 % of the draws the neuron does not spike. These draws are excluded from training, so the effective prior is that of the remaining draws.',
      },
    ])
  })

  it('is shown by membrane potentials of draws that are of use', () => {
    const { examples } = look(prior)
    expect(examples).toHaveLength(6)
    for (const { kind, trace, t } of examples) {
      expect(kind).toBe('tonic')
      expect(trace).toHaveLength(320)
      expect(Math.max(...trace)).toBeGreaterThan(adaptingNeuron.spike.level)
      expect(t!.slice(0, 3)).toEqual([0, 0.5, 1])
    }
  })

  it('is refused where too few draws are left', () => {
    expect(look(createPrior(file(20))).problems).toEqual([
      {
        level: 'refuse',
        parameter: null,
        text: 'In 99 % of the draws the neuron does not spike, and too few remain for training. Narrow or move the priors of gCa, gL, gA.',
      },
    ])
  })

  it('has nothing against it where all spike', () => {
    expect(look(createPrior(file(70))).problems).toEqual([])
  })

  it('is filled with draws that are of use', () => {
    const { traces } = createBatchSource(prior, 60)(createRandom(3))
    expect(traces.every(Number.isFinite)).toBe(true)
  })

  it('is asked nothing of a grid that it does not use', () => {
    // One solver step for two points is far too coarse for a trace.
    const coarse = { ...file(70), grid: { dt: 2, points: 80, substeps: 1 } }
    expect(
      look(createPrior(coarse))
        .problems.map(({ text }) => text)
        .join(),
    ).not.toMatch(/substeps|step/)
    expect(whyNotWithin(createPrior(file(70)), createPrior(coarse))).toEqual([])
    expect(gridText(coarse)).toBeNull()
    expect(gridText({ ...coarse, observable: { kind: 'trace' } })).toBe(
      '80 points, 2 ms apart (160 ms of model time)',
    )
  })
})

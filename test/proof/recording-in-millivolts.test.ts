import { beforeAll, describe, expect, it } from 'vitest'
import type { PriorFile } from '../../src-main/contract/priors.ts'
import type { VoltageUnit } from '../../src-main/contract/recordings.ts'
import { millivolts } from '../../src-main/contract/units.ts'
import { estimate } from '../../src-main/inference/estimate/estimate.ts'
import { prepareObservation } from '../../src-main/model/composition/prepare-observation.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { priorProblems } from '../../src-main/model/composition/prior-problems.ts'
import { neuronModels } from '../../src-main/model/neuron-models.ts'
import { observables } from '../../src-main/model/observables.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { adaptingNeuron } from './adapting-neuron.ts'
import { passiveMembrane, passivePrior } from './passive-membrane.ts'
import { responseSummary } from './response-summary.ts'
import { resultOf } from './result-of.ts'

beforeAll(() => {
  neuronModels.register(passiveMembrane)
  neuronModels.register(adaptingNeuron)
  observables.register(responseSummary)
})

const truth = { resistance: 150, tau: 12, rest: -70, sd: 0.6 }

/** 100 ms at 10 kHz, by the closed form, with white noise; in the given unit. */
function sweepIn(voltageUnit: VoltageUnit) {
  const random = createRandom(7)
  const perUnit = voltageUnit === 'none' ? 1 : millivolts[voltageUnit]
  const { resistance, tau, rest, sd } = truth
  const samples = Float64Array.from({ length: 1000 }, (_, i) => {
    const t = 0.1 * i
    const on = t <= 10 ? 0 : 1 - Math.exp(-(Math.min(t, 60) - 10) / tau)
    const off = t <= 60 ? 1 : Math.exp(-(t - 60) / tau)
    return (rest - 0.1 * resistance * on * off + sd * random.normal()) / perUnit
  })
  return { samples, samplingInterval: 0.1, start: 0, voltageUnit }
}

describe('a recording for a neuron in millivolts', () => {
  it.each(['mV', 'V', 'uV'] as const)('in %s is taken as it stands, and tells the membrane', (unit) => {
    const source = sweepIn(unit)
    const observation = prepareObservation(source, passivePrior, {})
    expect(observation.rescalingParameters).toBe(0)
    expect(observation.steps[0]).toMatch(/in the model’s unit, mV/)
    const { offset, gain, timeScale } = observation.rescaling
    const prior = createPrior(passivePrior)
    const result = resultOf(
      estimate(
        {
          trace: observation.d,
          ...(observation.ownSamples && { ownSamples: observation.ownSamples }),
          seed: 1,
          scale: { offset, gain, timeScale, start: observation.window.from },
          voltageUnit: unit,
          recordedSpikes: [],
          notes: [],
          rescalingParameters: 0,
        },
        { prior, priorChanged: false, network: null, simulator: createSimulator(prior.forward) },
      ),
    )
    for (const name of ['resistance', 'tau', 'rest'] as const) {
      const { posterior } = result.parameters.find((p) => p.name === name)!
      expect(Math.abs(posterior.mean - truth[name])).toBeLessThan(3.5 * posterior.sd)
      expect(posterior.sd / Math.abs(posterior.mean)).toBeLessThan(0.05)
    }
    const [noise] = result.parameters.find((p) => p.name === 'sigma')!.derived
    const expected = truth.sd / millivolts[unit]
    expect(noise.unit).toBe(unit)
    expect(Math.abs(noise.summary.mean / expected - 1)).toBeLessThan(0.1)
    expect(result.verdict.reasons.find(({ check }) => check === 'rescaling')).toMatchObject({ level: 'ok' })
  })

  it('that does not say its unit is refused, with what to do', () => {
    expect(() => prepareObservation(sweepIn('none'), passivePrior, {})).toThrow(
      /in mV.*has no voltage unit.*--voltage-unit/,
    )
  })
})

describe('a recording for data that are no trace', () => {
  const summary: PriorFile = {
    ...passivePrior,
    neuronModel: adaptingNeuron.id,
    observable: { kind: responseSummary.kind },
    parameters: {
      gCa: { kind: 'uniform', lower: 4, upper: 5.5 },
      gL: { kind: 'uniform', lower: 1, upper: 3 },
      gA: { kind: 'uniform', lower: 0.3, upper: 3 },
      sigma: { kind: 'uniform', lower: 1.5, upper: 4 },
    },
    constants: { v0: -60 },
  }

  it('is worked out from the trace on the grid', () => {
    const source = sweepIn('mV')
    const { d, ownSamples, t, steps } = prepareObservation(source, summary, {})
    expect(d).toHaveLength(40)
    expect(t.at(-1)).toBe(40)
    expect(ownSamples).toBeNull()
    expect(steps.at(-1)).toMatch(/40 values were computed/)
    // The last twentieth of the response is back near rest; its mean stands 20th.
    expect(Math.abs((d[19] ?? 0) - truth.rest)).toBeLessThan(1.5)
  })

  it('without a protocol that it needs is refused before anything is simulated', () => {
    const { protocol: _, ...without } = summary
    expect(priorProblems(summary)).toEqual([])
    expect(priorProblems(without)).toEqual([
      { level: 'refuse', parameter: null, text: expect.stringMatching(/has no protocol. Add one/) },
    ])
  })

  it('is refused where samples are missing', () => {
    const source = sweepIn('mV')
    source.samples.fill(Number.NaN, 400, 420)
    expect(() => prepareObservation(source, summary, {})).toThrow(/have no sample.*Choose another window/)
  })
})

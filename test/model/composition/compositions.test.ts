import { describe, expect, it } from 'vitest'
import type { PriorFile } from '../../../src-main/contract/priors.ts'
import { whyNotWithin } from '../../../src-main/inference/apply-prior.ts'
import { findNetwork } from '../../../src-main/inference/network/catalogue/find-network.ts'
import { refuseMisfit } from '../../../src-main/inference/network/catalogue/network-fits.ts'
import { compositionProblems } from '../../../src-main/model/composition/composition-problems.ts'
import { partsOf } from '../../../src-main/model/composition/parts.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { priorProblems } from '../../../src-main/model/composition/prior-problems.ts'
import { fitzHughNagumo } from '../../../src-main/model/dynamics/fitzhugh-nagumo/fitzhugh-nagumo.ts'
import { neuronModels } from '../../../src-main/model/neuron-models.ts'
import { recordingPreset, rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'

const step: PriorFile['protocol'] = {
  kind: 'steps',
  holding: 0,
  steps: [{ from: 50, to: 150, current: 0.3 }],
}

describe('the parts that a prior file names', () => {
  it('are trace, AR(1) noise and no current where it names none', () => {
    const { neuron, observable, noise, protocol } = partsOf(rudi2022)
    expect([neuron.id, observable.kind, noise.kind, protocol.kind]).toEqual([
      'fitzhugh-nagumo',
      'trace',
      'ar1',
      'none',
    ])
  })

  it('are told by the name that recordings on unknown scales had before, to the last bit', () => {
    const today: PriorFile = {
      ...recordingPreset,
      version: 3,
      neuronModel: 'fitzhugh-nagumo',
      observable: { kind: 'recorded-trace' },
    }
    expect(recordingPreset.neuronModel).toBe('fitzhugh-nagumo-recorded')
    const [before, now] = [recordingPreset, today].map(createPrior)
    expect(now.parameters).toEqual(before.parameters)
    const batches = [before, now].map((prior) => createBatchSource(prior, 3)(createRandom(4)))
    expect(batches[1]).toEqual(batches[0])
    expect(whyNotWithin(before, now)).toEqual([])
  })

  it.each([
    [{ neuronModel: 'hodgkin' }, /no neuron model “hodgkin”. Known: fitzhugh-nagumo/],
    [{ observable: { kind: 'spectrum' } }, /no observable “spectrum”. Known: trace, recorded-trace/],
    [{ noise: { kind: 'pink' } }, /no noise model “pink”. Known: ar1, white/],
  ])('are refused where nobody knows them: %j', (changes, text) => {
    const problems = priorProblems({ ...rudi2022, version: 3, ...changes })
    expect(problems).toEqual([{ level: 'refuse', parameter: null, text: expect.stringMatching(text) }])
    expect(() => createPrior({ ...rudi2022, version: 3, ...changes })).toThrow(text)
  })

  it('can’t be registered twice by one name', () => {
    expect(() => neuronModels.register(fitzHughNagumo)).toThrow(/already/)
  })
})

describe('a composition that can’t work is refused, with what to do', () => {
  it('where recordings on unknown scales are to be injected into', () => {
    const [problem] = priorProblems({ ...recordingPreset, version: 3, protocol: step })
    expect(problem.text).toMatch(/known current can’t be injected.*Remove the protocol/)
  })

  it('where nothing finds the cycle that they begin in', () => {
    const { cycles: _, ...neuron } = { ...fitzHughNagumo, name: 'Another' }
    const [problem] = compositionProblems({ ...partsOf(recordingPreset), neuron })
    expect(problem).toMatch(/there is no cycle solver for Another/)
  })

  it('where a neuron takes no current', () => {
    const neuron = { ...fitzHughNagumo, currentUnit: null }
    const [problem] = compositionProblems({ ...partsOf({ ...rudi2022, protocol: step }), neuron })
    expect(problem).toMatch(/takes none/)
  })

  it('where data and noise do not go together', () => {
    const parts = partsOf(rudi2022)
    const observable = {
      ...parts.observable,
      kind: 'summary',
      name: 'summaries',
      noises: ['gaussian-summary'],
    }
    expect(compositionProblems({ ...parts, observable })).toEqual([
      'AR(1) noise can’t be used with summaries. Choose the noise gaussian-summary.',
    ])
    const noise = { ...parts.noise, kind: 'gaussian-summary', name: 'summary', observables: ['summary'] }
    expect(compositionProblems({ ...parts, noise })).toEqual([
      'summary noise can’t be used with traces in the model’s own units. Choose another noise.',
    ])
    expect(compositionProblems({ ...parts, observable, noise })).toEqual([])
  })

  it('where two parameters have one name', () => {
    const [theta, ...others] = fitzHughNagumo.parameters
    const neuron = { ...fitzHughNagumo, parameters: [{ ...theta, name: 'sigma' }, ...others] }
    expect(compositionProblems({ ...partsOf(rudi2022), neuron })[0]).toMatch(/called sigma/)
  })

  it('where a network can’t read the data', () => {
    const { spec } = findNetwork('posterior')
    const { observable } = createPrior(recordingPreset)
    expect(() => refuseMisfit('posterior', spec, observable)).toThrow(
      /recordings on unknown scales. Choose cycle/,
    )
  })
})

describe('an injected current', () => {
  it('is part of what is simulated, and of what a prior is the same as', () => {
    const injected = createPrior({ ...rudi2022, version: 3, protocol: step })
    const without = createPrior(rudi2022)
    const [a, b] = [injected, without].map(
      (prior) => createBatchSource(prior, 1, { noise: false })(createRandom(1)).traces,
    )
    // Until it begins, and its kernel works in single precision.
    for (let i = 0; i <= 250; i++) expect(Math.abs(a[i] - b[i])).toBeLessThan(1e-3)
    expect(a.some((u, i) => Math.abs(u - b[i]) > 0.5)).toBe(true)
    expect(whyNotWithin(without, injected)).toEqual(['it has another protocol of injected current'])
  })

  it('of FitzHugh–Nagumo adds to ζ', () => {
    const always: PriorFile['protocol'] = {
      kind: 'steps',
      holding: 0.1,
      steps: [{ from: 0, to: 1, current: 0 }],
    }
    const injected = createPrior({ ...rudi2022, version: 3, protocol: always })
    const shifted = createPrior({ ...rudi2022, constants: { ...rudi2022.constants, zeta: -0.3 } })
    const [a, b] = [injected, shifted].map(
      (prior) => createBatchSource(prior, 1, { noise: false })(createRandom(2)).traces,
    )
    for (let i = 0; i < a.length; i++) expect(Math.abs(a[i] - b[i])).toBeLessThan(2e-3)
  })
})

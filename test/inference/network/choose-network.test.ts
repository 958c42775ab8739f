import { describe, expect, it } from 'vitest'
import { networkChoices } from '../../../src-main/inference/network/catalogue/networks.ts'
import { chooseNetwork } from '../../../src-main/inference/network/choose-network.ts'
import { createPrior, type Prior } from '../../../src-main/model/composition/prior.ts'
import { recordingPreset, rudi2022, spikeCyclePreset } from '../../../src-main/model/prior/presets.ts'
import { presetOn } from '../../support/priors.ts'

const plain = createPrior(rudi2022)
const recorded = createPrior(recordingPreset)
const cycles = createPrior(spikeCyclePreset)

describe('a network that is chosen for a prior', () => {
  it.each(networkChoices.filter(({ name }) => name !== 'numbers'))(
    '$name learns from one kind of recording and is refused for the other',
    ({ name }) => {
      const ownPriors: Partial<Record<string, Prior>> = { cycle: recorded, 'mean-cycle': cycles }
      const own = ownPriors[name] ?? plain
      const other = own === plain ? recorded : plain
      const { learner } = chooseNetwork({ network: name }, own)
      expect(learner.prior).toBe(own)
      expect(learner.weightCount).toBeGreaterThan(0)
      expect(() => chooseNetwork({ network: name }, other)).toThrow(
        own !== plain
          ? /“(mean-)?cycle” can’t be trained on this prior, which produces traces in the model’s own units\. Choose posterior or /
          : /can’t be trained on this prior, which produces recordings on unknown scales\. Choose cycle\./,
      )
    },
  )

  it('of plain numbers reads neither: it is for data that are a list', () => {
    for (const prior of [plain, recorded]) {
      expect(() => chooseNetwork({ network: 'numbers' }, prior)).toThrow(/“numbers” can’t be trained/)
    }
    const summary = { ...plain, size: 40, observable: { ...plain.observable, embeddings: ['numbers'] } }
    const { learner } = chooseNetwork({ network: 'numbers' }, summary)
    expect(learner.widths).toEqual([40])
  })

  it.each([
    ['posterior-convolutional', 90],
    ['rudi-convolutional', 30],
  ])('%s is refused for traces that its layers leave nothing of', (network, points) => {
    const prior = createPrior(presetOn({ points }))
    expect(() => chooseNetwork({ network }, prior)).toThrow(
      `A trace of ${points} points is too short for the layers of this network`,
    )
  })

  it('has the input and the targets that were asked for', () => {
    const options = { network: 'rudi-dense', input: 'spikeRate', targets: 'neuron', data: 'fresh' } as const
    const { learner, recipe } = chooseNetwork(options, plain)
    expect(learner).toMatchObject({ widths: [1], targets: 2, outputs: 2, parameters: [0, 1] })
    expect(learner.learnsFromNoise).toBe(false)
    expect(recipe.data).toBe('fresh')
  })
})

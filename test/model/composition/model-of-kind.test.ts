import { expect, it } from 'vitest'
import { modelOfKind } from '../../../src-main/model/composition/model-of-kind.ts'
import { recordingPreset, rudi2022 } from '../../../src-main/model/prior/presets.ts'

const trace = { id: 'a', prior: rudi2022 }
const recorded = { id: 'b', prior: recordingPreset }
const second = { id: 'c', prior: recordingPreset }
const unknown = { id: 'd', prior: { ...rudi2022, neuronModel: 'nobody-knows' } }
const models = [unknown, trace, recorded, second]

it('finds the first model of a kind, by what its prior means and not by how it names it', () => {
  const of = (observable: string) => modelOfKind(models, { neuron: 'fitzhugh-nagumo', observable })?.id
  expect(of('trace')).toBe('a')
  expect(of('recorded-trace')).toBe('b')
  expect(of('another')).toBeUndefined()
  expect(modelOfKind(models, { neuron: 'nobody-knows', observable: 'trace' })).toBeNull()
})

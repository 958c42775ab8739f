import { expect, it } from 'vitest'
import { quantitiesText } from '../../src-renderer/lib/model-words.ts'

it('a quantity of the network that is no parameter of the model is told, and one at another time', () => {
  const of = (name: string, symbol: string, meaning: string) =>
    ({ name, symbol, meaning, unit: null, group: 'recording' }) as const
  const parameters = [of('theta0', 'θ₀', 'recovery offset'), of('phase', 'φ', 'phase at the start')]
  expect(quantitiesText({ parameters, quantities: parameters })).toBe('')
  const quantities = [parameters[0], of('period', 'T', 'interval'), of('phase', 'φ', 'phase in the middle')]
  expect(quantitiesText({ parameters, quantities })).toBe(
    'T: interval; φ: phase in the middle (in reports: phase at the start).',
  )
})

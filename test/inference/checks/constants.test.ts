import { expect, it } from 'vitest'
import { constants } from '../../../src-main/inference/checks/constants.ts'
import type { ConstantScore } from '../../../src-main/inference/estimate/sensitivity/sensitivity.ts'
import { evidenceOf } from './evidence.ts'

const slope: number[] = []
const gamma: ConstantScore = {
  name: 'gamma',
  symbol: 'γ',
  value: 3,
  z: -1.2,
  estimate: 2.97,
  error: 0.025,
  slope,
}
const v0: ConstantScore = {
  name: 'v0',
  symbol: 'v(0)',
  value: 0,
  z: 2.1,
  estimate: 0.06,
  error: 0.028,
  slope,
}

it('says nothing where nothing can be told', () => {
  expect(constants(evidenceOf())).toEqual([])
})

it('says which constants the data do not speak against', () => {
  expect(constants({ ...evidenceOf(), scores: [gamma, v0] })).toEqual([
    {
      check: 'constants',
      level: 'ok',
      cause: null,
      text: 'The data do not reject γ = 3, v(0) = 0.',
      number: 'efficient scores in standard errors: γ −1.2, v(0) +2.1; beyond ±3.3 is flagged',
    },
  ])
})

it('names the constant that they speak against most, where it would lie, and by what odds', () => {
  const scores = [
    { ...gamma, z: -6, estimate: 2.85 },
    { ...v0, z: 4 },
  ]
  const [reason] = constants({ ...evidenceOf(), scores })
  expect(reason).toMatchObject({ check: 'constants', level: 'caution', cause: 'neuron' })
  expect(reason.text).toMatch(/^The data reject γ = 3: γ near 2.85 would fit better.*Free γ/)
  // z²/2 + ln(√(2π) 0.025 p(2.85)), p normal (3, 0.3²) cut off at 2 and 4.5 with a mass of 0.99957: 18 − 2.611
  expect(reason.number).toMatch(/log Bayes factor of freeing it about \+15\.4$/)
})

it('says what looks the same', () => {
  const [reason] = constants({ ...evidenceOf(), scores: [{ ...v0, z: 5 }] })
  expect(reason.text).toMatch(
    /reject v\(0\) = 0, or ζ = −0\.4, which is not distinguishable: v\(0\) near 0\.06 would/,
  )
})

it('says which other constant may be the one', () => {
  const scores = [
    { ...gamma, z: -5 },
    { ...v0, z: 5.5 },
  ]
  const [{ text }] = constants({ ...evidenceOf(), scores })
  expect(text).toMatch(/reject v\(0\) = 0, .* would fit better; so would another γ\. The estimates/)
})

it('is silent on a trace that the neuron model does not describe', () => {
  const noise = evidenceOf({ put: (trace) => trace.map((_, i) => Math.sin(i * i)) })
  expect(constants({ ...noise, scores: [{ ...gamma, z: 30 }] })).toEqual([])
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dormandPrince } from '../../../../src-main/model/dynamics/integrators/dormand-prince.ts'
import { exponentialMidpoint } from '../../../../src-main/model/dynamics/integrators/exponential-midpoint.ts'
import { rungeKutta4 } from '../../../../src-main/model/dynamics/integrators/runge-kutta-4.ts'
import { createProtocol } from '../../../../src-main/model/protocol/protocols.ts'
import { hodgkinHuxley } from './hodgkin-huxley.ts'
import { largestDifference, observedOrders, solved } from './measure.ts'

const reference = JSON.parse(
  readFileSync(new URL('scipy-reference.json', import.meta.url), 'utf8'),
) as Record<'step' | 'ramp', number[]>
const protocols = {
  step: createProtocol({ kind: 'steps', holding: 0, steps: [{ from: 5, to: 30, current: 10 }] }),
  ramp: createProtocol({ kind: 'ramps', holding: 0, ramps: [{ from: 5, to: 35, start: 0, end: 15 }] }),
}
/** With solver steps of h ms. */
const grid = (h: number) => ({ dt: 0.5, points: 81, substeps: Math.round(0.5 / h) })
const tight = dormandPrince(hodgkinHuxley, { relative: 1e-10, absolute: 1e-12 })

describe.each(['step', 'ramp'] as const)('Hodgkin–Huxley with a %s of the current', (kind) => {
  const scipy = reference[kind]
  const protocol = protocols[kind]
  const adaptive = solved(tight, grid(0.5), protocol)

  it('spikes', () => {
    expect(Math.max(...scipy)).toBeGreaterThan(20)
  })

  it('has scipy’s solution by Dormand–Prince, within its tolerance', () => {
    expect(largestDifference(adaptive, scipy)).toBeLessThan(1e-6)
  })

  it('has the same by Runge–Kutta at 0.01 ms to 1e-4 mV', () => {
    const fixed = solved(rungeKutta4(hodgkinHuxley), grid(0.01), protocol)
    expect(largestDifference(fixed, adaptive)).toBeLessThan(1e-4)
    expect(largestDifference(fixed, scipy)).toBeLessThan(1e-4)
  })

  it('converges to it with order 4 by Runge–Kutta and with order 2 by the exponential midpoint rule', () => {
    const orders = (solve: typeof tight): number[] =>
      observedOrders(
        [0.0125, 0.00625, 0.003125].map((h) => largestDifference(solved(solve, grid(h), protocol), scipy)),
      )
    for (const order of orders(rungeKutta4(hodgkinHuxley))) {
      expect(order).toBeGreaterThan(3.8)
      expect(order).toBeLessThan(4.2)
    }
    for (const order of orders(exponentialMidpoint(hodgkinHuxley))) {
      expect(order).toBeGreaterThan(1.9)
      expect(order).toBeLessThan(2.1)
    }
  })
})

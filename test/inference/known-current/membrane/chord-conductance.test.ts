import { describe, expect, it } from 'vitest'
import { momentsAcross } from '../../../../src-main/inference/known-current/membrane/across-sweeps.ts'
import { chordConductance } from '../../../../src-main/inference/known-current/membrane/chord-conductance.ts'
import { createRandom } from '../../../../src-main/model/random.ts'

/** Displacement (mV) by a current (pA) through g v (1 − v / bend): g in nS, the root that begins at rest. */
const reached = (current: number, g: number, bend: number): number =>
  (bend / 2) * (1 - Math.sqrt(1 - (4 * current) / (g * bend)))

describe('the conductance at rest of a membrane that rectifies', () => {
  const currents = [-60, -50, -40, -30, -20, -10, 10, 20]

  it('is found where the resistance changes twofold, and so are the displacements', () => {
    // Steady currents have a fold at 25 pA here, as near threshold.
    const [g, bend] = [5, 20]
    const v = currents.map((current) => reached(current, g, bend))
    const found = chordConductance(
      currents.map((drive, k) => ({ drive, rIn: { mean: v[k] / drive, sd: 0.01 * (v[k] / drive) } })),
    )
    const resistances = currents.map((drive, k) => v[k] / drive)
    expect(Math.max(...resistances) / Math.min(...resistances)).toBeGreaterThan(1.9)
    // Each errs by 1 %; the mean of the noisy ones is known better, the straight line to rest a little worse.
    expect(momentsAcross(found.at([0]), 0).mean / found.middle).toBeCloseTo(g, 1)
    for (const [k, own] of v.entries()) expect(Math.abs(found.reached[k] / own - 1)).toBeLessThan(0.03)
  })

  it('is not biased by sweeps that are noisy, whose reciprocals are', () => {
    const random = createRandom(11)
    const [g, cv, cells] = [5, 0.3, 40]
    const errors = Array.from({ length: cells }, () => {
      const found = chordConductance(
        currents.map((drive) => ({
          drive,
          rIn: { mean: (1 + cv * random.normal()) / g, sd: cv / g },
        })),
      )
      return (found.middle / momentsAcross(found.at([0]), 0).mean) * g - 1
    })
    const bias = errors.reduce((sum, v) => sum + v, 0) / cells
    // The mean of reciprocals is off by cv², 9 %, and more; the standard error of this mean is cv / √(8 · 40), 1.7 %.
    expect(Math.abs(bias)).toBeLessThan(0.045)
  })

  it('holds the truth in its 90 % interval about as often as it says, where sweeps differ', () => {
    const random = createRandom(12)
    const cells = 60
    let holds = 0
    for (let cell = 0; cell < cells; cell++) {
      const [g, bend] = [2 + 8 * random.uniform(), 40 + 100 * random.uniform()]
      const found = chordConductance(
        currents.map((drive) => {
          const own = g * (1 + 0.03 * random.normal())
          const resistance = reached(drive, own, bend) / drive
          return {
            drive,
            rIn: { mean: resistance * (1 + 0.02 * random.normal()), sd: 0.02 * resistance },
          }
        }),
      )
      const { mean, sd } = momentsAcross(found.at([0]), 0)
      if (Math.abs(mean / found.middle - g) < 1.645 * (sd / found.middle)) holds++
    }
    // 0.85 to 0.97, and two standard errors of 60 cells.
    expect(holds / cells).toBeGreaterThan(0.76)
    expect(holds / cells).toBeLessThan(1)
  })
})

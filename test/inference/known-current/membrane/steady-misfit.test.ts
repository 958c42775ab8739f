import { describe, expect, it } from 'vitest'
import {
  cellEstimates,
  measureSweeps,
} from '../../../../src-main/inference/known-current/membrane/cell-estimates.ts'
import {
  mended,
  slowShare,
  steadyMisfit,
} from '../../../../src-main/inference/known-current/membrane/steady-misfit.ts'
import { fitSweeps } from '../../../../src-main/inference/known-current/membrane/sweep-fits.ts'
import { sweepSums } from '../../../../src-main/inference/known-current/membrane/sweep-sums.ts'
import { lowPass, lowPassTwice } from '../../../../src-main/model/known-current/low-pass.ts'
import { createRandom } from '../../../../src-main/model/random.ts'

const interval = 0.5
const step = { from: 60, to: 560 }
const currents = [-60, -50, -40, -30, -20, 20]

/** Sweeps of a cell of 100 MΩ and 12 ms behind which slow currents of several time constants act. */
function measured(slows: readonly { tau: number; weight: number }[], seed: number) {
  const random = createRandom(seed)
  const sweeps = currents.map((pA, index) => {
    const current = Float64Array.from({ length: 1240 }, (_, i) => {
      const t = i * interval
      return t >= step.from && t < step.to ? pA : 0
    })
    const fast = lowPass(current, interval, 12)
    const slow = slows.map(({ tau, weight }) => ({ weight, x: lowPassTwice(current, interval, tau, 12) }))
    const voltage = fast.map(
      (v, i) =>
        -65 + 0.1 * v + slow.reduce((sum, { weight, x }) => sum + weight * x[i], 0) + 0.05 * random.normal(),
    )
    return { index, place: index, amplitude: pA, start: 0, voltage, current }
  })
  const fits = fitSweeps(
    sweeps.map((sweep) => sweepSums(sweep, interval)),
    interval,
  )
  return measureSweeps(sweeps, fits, interval, step, 0).measured
}

describe('what one slow time constant misses of the end of a step', () => {
  it('is nothing without a slow current', () => {
    const { missed } = cellEstimates(measured([], 2))
    expect(Math.abs(missed.mean)).toBeLessThan(0.002)
    expect(missed.sd).toBeLessThan(0.002)
  })

  it('is looked for in the residuals where there are several', () => {
    // A sag of 40 % that comes in 50 ms, and a creep over 400 ms.
    const own = measured(
      [
        { tau: 50, weight: -0.04 },
        { tau: 400, weight: 0.02 },
      ],
      3,
    )
    const truth = 0.1 - 0.04 + 0.02 * (1 - Math.exp(-500 / 400))
    const { missed } = cellEstimates(own)
    const share = slowShare(own)
    expect(share).toBeGreaterThan(0.05)
    const without = own.map(({ rIn }) => rIn.mean / truth - 1).reduce((sum, v) => sum + v / own.length, 0)
    const corrected = (1 + without) * (1 + missed.mean) - 1
    expect(Math.abs(corrected)).toBeLessThan(0.5 * Math.abs(without))
    expect(missed.sd).toBeGreaterThan(0)
  })

  it('is as unsure as the slow part is large where no end of a step was seen', () => {
    const sweep = {
      rIn: { mean: 0.1, sd: 0.001 },
      slow: { mean: -0.05, sd: 0 },
      e: { mean: -65, sd: 0.1 },
      drive: -50,
      left: null,
    }
    const { mean, sd } = steadyMisfit([sweep, sweep])
    expect(mean).toBe(0)
    expect(sd).toBeCloseTo(0.03, 6)
    expect(mended(sweep, { mean, sd })).toBe(sweep)
  })

  it('mends a sweep by what its own residuals show, and is less sure of it', () => {
    const exact = { value: 0, variance: 1e-6 }
    const sweep = {
      rIn: { mean: 0.1, sd: 0.001 },
      slow: { mean: -0.05, sd: 0 },
      e: { mean: -65, sd: 0.1 },
      drive: -50,
      // The fit ends 0.2 mV above the data.
      left: { before: exact, end: { value: -0.2, variance: 1e-6 } },
    }
    const { rIn, e } = mended(sweep, { mean: 0, sd: 0 })
    expect(rIn.mean).toBeCloseTo(5.2 / 50, 4)
    expect(rIn.sd).toBeGreaterThan(0.001)
    expect(e.mean).toBeCloseTo(-65, 6)
  })
})

import { describe, expect, it } from 'vitest'
import type { HeldOut } from '../../../../src-main/contract/cells.ts'
import type { BinnedFamily } from '../../../../src-main/inference/known-current/integrate-and-fire/prepare.ts'
import {
  afterFit,
  beforeFit,
} from '../../../../src-main/inference/known-current/integrate-and-fire/verdict.ts'

type Row = [recorded: number, predicted: number]

function heldOut(rows: Row[], latencyError = 1, latency = 30): HeldOut {
  return {
    countError: 0.05,
    coverage: 0.95,
    latencyError,
    silent: { sweeps: 1, stay: 1 },
    ksP: null,
    sweeps: rows.map(([recorded, mean], sweep) => ({
      sweep,
      recorded,
      predicted: { mean, q05: mean, q95: mean },
      latency: recorded > 0 ? latency : null,
      predictedLatency: null,
    })),
  }
}
const levelOf = (of: HeldOut, check: string) => afterFit(of).find((one) => one.check === check)?.level

describe('held-out sweeps', () => {
  it('that fire and are predicted silent are a doubt, but for one spike at the rheobase', () => {
    const fine: Row[] = [
      [0, 0],
      [5, 5],
      [9, 9],
    ]
    expect(levelOf(heldOut(fine), 'missedSweeps')).toBe('ok')
    expect(levelOf(heldOut([[1, 0.1], ...fine]), 'missedSweeps')).toBe('ok')
    expect(levelOf(heldOut([[4, 0.1], ...fine]), 'missedSweeps')).toBe('caution')
    // Rebound spikes of two hyperpolarizing steps.
    expect(levelOf(heldOut([[1, 0], [1, 0], ...fine]), 'missedSweeps')).toBe('caution')
  })

  it('whose first spikes are far off are a doubt, by their usual latency', () => {
    expect(levelOf(heldOut([[5, 5]], 2.5), 'heldOutLatency')).toBe('ok')
    expect(levelOf(heldOut([[5, 5]], 25), 'heldOutLatency')).toBe('caution')
    expect(levelOf(heldOut([[5, 5]], 25, 400), 'heldOutLatency')).toBe('ok')
  })
})

describe('a family whose sweeps all have the same current', () => {
  const family = (amplitudes: number[]): BinnedFamily => ({
    sweeps: amplitudes.map((amplitude, index) => ({
      index,
      command: Float64Array.from({ length: 100 }, (_, i) => (i > 20 ? amplitude : 0)),
      voltage: new Float64Array(100),
      missing: new Uint8Array(100),
      spikes: Int32Array.from([30, 50, 70]),
      peaks: [20, 20, 20],
    })),
    clock: { bin: 0.5, refractory: 4 },
    start: 0,
    refractory: 2,
    spikeSize: 80,
    samplesAcross: 10,
    onset: 21,
    tooSoon: 0,
  })
  const level = (amplitudes: number[]) =>
    beforeFit(family(amplitudes)).find(({ check }) => check === 'sameCurrent')?.level

  it('is not tested by sweeps held out', () => {
    expect(level([100, 100, 100, 100])).toBe('caution')
    expect(level([100, 100, 100, 130])).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src-main/model/random.ts'
import { readRecording } from '../../../src-main/recording/index.ts'
import { cycleNumbers } from '../../../src-main/signal/mean-cycle/nodes.ts'
import { type MeanCycle, readMeanCycle } from '../../../src-main/signal/mean-cycle/read-mean-cycle.ts'
import { potentialAt, type VoltageTrace } from '../../../src-main/signal/mean-cycle/trace.ts'
import { shared } from '../../support/shared.ts'

async function traceOf(file: string, sweep: number): Promise<VoltageTrace> {
  const { sweeps, samplingInterval, start } = await readRecording(shared(`recordings/${file}`)!, file)
  return { samples: sweeps[sweep].samples, samplingInterval, start }
}

/** Means of n samples: as a converter of a lower rate with a filter of its own would have it. */
function blocks({ samples, samplingInterval, start }: VoltageTrace, n: number): VoltageTrace {
  return {
    samples: Float64Array.from({ length: Math.floor(samples.length / n) }, (_, k) => {
      let sum = 0
      for (let i = 0; i < n; i++) sum += samples[k * n + i]
      return sum / n
    }),
    samplingInterval: samplingInterval * n,
    start: start + ((n - 1) / 2) * samplingInterval,
  }
}

/** At 100 kHz, with white noise of 0.5 mV. */
function finer(trace: VoltageTrace): VoltageTrace {
  const random = createRandom(5)
  const n = Math.round(trace.samplingInterval / 0.01)
  return {
    samples: Float64Array.from(
      { length: (trace.samples.length - 1) * n },
      (_, k) => potentialAt(trace, trace.start + k * 0.01, 0) + 0.5 * random.normal(),
    ),
    samplingInterval: 0.01,
    start: trace.start,
  }
}

/** Largest and root mean square difference of the means, in the sds that the second one states. */
function differences(a: MeanCycle, b: MeanCycle): { most: number; rms: number } {
  const z = Array.from(b.whole.mean, (v, j) => {
    return (v - a.whole.mean[j]) / Math.sqrt(b.whole.covariance[j * (cycleNumbers + 1)])
  })
  return { most: Math.max(...z.map(Math.abs)), rms: Math.sqrt(z.reduce((s, v) => s + v * v, 0) / z.length) }
}

function cycleOf(trace: VoltageTrace, design?: MeanCycle['design']): MeanCycle {
  const result = readMeanCycle(trace, design ? { design } : {})
  if (result.kind === 'refused') throw new Error(`${result.check}: ${result.text}`)
  return result.cycle
}

describe.skipIf(!shared('recordings'))('mean cycles of the recordings in shared', () => {
  // File, sweeps with 4 spikes or more that give cycles; widths (ms) and peaks (mV) that they lie between, as looked up in
  // the traces.
  it.each([
    ['171116sh_0018.abf', 9, 17, [1.3, 2.3], [48, 62]],
    ['17o05028_ic_steps.abf', 1, 16, [1.5, 4], [14, 41]],
    ['18711001.abf', 13, 30, [2.5, 4], [42, 60]],
    ['18713001.abf', 13, 30, [2, 3.3], [30, 44]],
    ['190619B_0003.abf', 6, 6, [1, 2], [5, 9]],
    ['ramp_2sweeps.abf', 1, 2, [1.8, 2.3], [29, 32]],
    ['steps_6sweeps_2kHz.csv', 1, 6, [1.5, 4.2], [13, 38]],
    ['step_4kHz.csv', 1, 1, [2, 4], [3, 19]],
  ])('%s, sweeps %i to %i', async (file, from, to, widths, peaks) => {
    const { sweeps, samplingInterval, start } = await readRecording(shared(`recordings/${file}`)!, file)
    for (const { samples } of sweeps.slice(from - 1, to)) {
      const { recorded, shape, numbers, whole } = cycleOf({ samples, samplingInterval, start })
      expect(numbers.length).toBeGreaterThanOrEqual(3)
      expect(recorded.width).toBeGreaterThan(widths[0])
      expect(recorded.width).toBeLessThan(widths[1])
      expect(shape.peak).toBeGreaterThan(peaks[0])
      expect(shape.peak).toBeLessThan(peaks[1])
      expect(numbers.every((row) => row.every(Number.isFinite))).toBe(true)
      expect(whole.covariance.every(Number.isFinite)).toBe(true)
    }
  })

  it.each([
    ['171116sh_0018.abf', 0, 'silent'],
    ['171116sh_0018.abf', 6, 'fewSpikes'],
    ['18711001.abf', 4, 'silent'],
    ['190619B_0003.abf', 8, 'rest'],
    ['three_spikes_space_separated_10kHz.csv', 0, 'fewSpikes'],
  ])('%s, sweep index %i is refused: %s', async (file, sweep, check) => {
    expect(readMeanCycle(await traceOf(file, sweep))).toMatchObject({ kind: 'refused', check })
  })

  const windows: [string, number][] = [
    ['171116sh_0018.abf', 12],
    ['17o05028_ic_steps.abf', 5],
    ['17o05028_ic_steps.abf', 10],
    ['18711001.abf', 27],
    ['18713001.abf', 25],
    ['ramp_2sweeps.abf', 1],
  ]
  it.each(windows)(
    '%s, sweep index %i: other rates give the same numbers, within what is stated',
    async (file, sweep) => {
      const trace = await traceOf(file, sweep)
      const own = cycleOf(trace)
      const n = Math.round(0.1 / trace.samplingInterval)
      // The same cell and cycles, so that only sampling differs: much less than the stated sd on the whole, which holds the
      // scatter of cycles, too; single numbers on a flank of 200 mV/ms at 2 kHz may be two of them off.
      for (const [other, most, rms] of [
        [blocks(trace, 2 * n), 1, 0.35],
        [blocks(trace, 5 * n), 2.5, 0.7],
        [finer(trace), 1, 0.35],
      ] as const) {
        const found = cycleOf(other, own.design)
        expect(found.numbers.length).toBe(own.numbers.length)
        const d = differences(own, found)
        expect(d.most).toBeLessThan(most)
        expect(d.rms).toBeLessThan(rms)
      }
    },
  )
})

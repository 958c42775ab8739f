import type { RecordedCycles } from '../../contract/cycles.ts'
import { bursts } from './bursts.ts'
import { type CandidateCycle, chooseCycles, type StimulusTimes } from './choose-cycles.ts'
import { isClipped } from './clipping.ts'
import { recordedCycles } from './curves.ts'
import { type Doubt, doubtsOf, roundingOf } from './doubts.ts'
import { type LocatedSpikes, locateSpikes } from './locate-spikes.ts'
import { explainNoSpikes } from './no-spikes.ts'
import { type CycleDesign, usableWidth } from './nodes.ts'
import { numbersOf } from './numbers.ts'
import { implausible } from './plausible.ts'
import { plain, type Refusal, refused } from './refusal.ts'
import { samplingDeviation } from './sampling.ts'
import { type CycleMean, meanOfCycles } from './scatter.ts'
import { type CycleShape, shapeOf, slopesOf } from './shape.ts'
import { crossingsAbout } from './spike-crossings.ts'
import { type Steadiness, steadinessOf } from './steadiness.ts'
import type { VoltageTrace } from './trace.ts'

/** The mean spike cycle of a recording, with the cycles used. */
export interface MeanCycle {
  design: CycleDesign
  /** cycleNumbers of each used cycle, in order of time. */
  numbers: Float64Array[]
  /** When each begins, ms on the recording's clock. */
  times: number[]
  whole: CycleMean
  /** Means of the first and the second half of the used cycles, by the same design; null with fewer than 6. */
  halves: [CycleMean, CycleMean] | null
  recorded: RecordedCycles
  /** Along the mean cycle, as long as recorded.t: mV, mV/ms. */
  slopes: { t: number[]; v: number[]; slope: number[] }
  /** Of the mean cycle. */
  shape: CycleShape
  steadiness: Steadiness
  doubts: Doubt[]
}

export type MeanCycleResult = { kind: 'cycles'; cycle: MeanCycle } | Refusal

export interface MeanCycleOptions {
  /** Take the numbers by this design, from another part of the same recording; by the trace’s own where left out. */
  design?: CycleDesign
  /** When a current was injected, where known: only cycles within it are used. */
  stimulus?: StimulusTimes
}

const fewestCycles = 3
const fewestForHalves = 6

/**
 * Reads the mean spike cycle of a sweep or a window of it: finds its spikes, splits it into cycles between consecutive
 * upward crossings of the level, excludes atypical ones, and averages their numbers.
 * @param trace mV, ms @returns the mean cycle, or a `Refusal` that says why there is none
 */
export function readMeanCycle(trace: VoltageTrace, options: MeanCycleOptions = {}): MeanCycleResult {
  const spikes = locateSpikes(trace)
  if (!spikes) return explainNoSpikes(trace.samples, 0)
  const rounding = roundingOf(trace.samples)
  const problem = implausible(spikes, trace, rounding) ?? bursts(intervalsOf(spikes, trace))
  if (problem) return problem
  const design = options.design ?? {
    level: spikes.level,
    width: usableWidth(spikes.width, spikes.interval),
  }
  const all = cyclesOf(trace, spikes, design)
  const hidden = spikes.peaks.length - 1 - all.length
  const { used, leftOut } = chooseCycles(trace, all, spikes.strays, hidden, options.stimulus)
  if (used.length < fewestCycles) {
    return refused(
      'fewCycles',
      `At least ${fewestCycles} similar cycles, from one spike to the next, were expected; there ${used.length === 1 ? 'is 1' : `are ${used.length}`} of ${spikes.peaks.length - 1} (excluded: ${leftOut.join(', ')}). Choose a longer window of steady firing.`,
      `${used.length} cycles`,
    )
  }
  return describe(trace, { ...spikes, rounding }, design, used, leftOut)
}

function describe(
  trace: VoltageTrace,
  spikes: LocatedSpikes & { rounding: number },
  design: CycleDesign,
  used: readonly UsableCycle[],
  leftOut: string[],
): MeanCycleResult {
  const numbers = used.map((cycle) => cycle.numbers)
  const { rounding, peak, trough, level } = spikes
  const sampling = samplingDeviation(trace, design, used, rounding)
  const whole = meanOfCycles(numbers, sampling)
  const half = Math.floor(used.length / 2)
  const interval = Math.exp(whole.mean[0])
  const drawing = { ...design, spikeWidth: spikes.width }
  const recorded = recordedCycles(trace, drawing, used, interval, leftOut)
  const shape = shapeOf(recorded.t, recorded.mean, design.level, design.width)
  if (!shape) {
    return refused(
      'shape',
      `A mean cycle that rises through ${plain(design.level)} mV and falls again was expected; the cycles found have none. Choose a window of regular firing.`,
      `${used.length} cycles`,
    )
  }
  const steadiness = steadinessOf(
    used.map(({ from, to, width, top, bottom }) => ({
      interval: to - from,
      width,
      peak: top,
      trough: bottom,
    })),
  )
  return {
    kind: 'cycles',
    cycle: {
      design,
      numbers,
      times: used.map(({ from }) => from),
      whole,
      halves:
        used.length < fewestForHalves
          ? null
          : [meanOfCycles(numbers.slice(0, half), sampling), meanOfCycles(numbers.slice(half), sampling)],
      recorded,
      slopes: {
        t: recorded.t,
        v: recorded.mean,
        slope: [...slopesOf(recorded.t, recorded.mean, design.width)],
      },
      shape,
      steadiness,
      doubts: doubtsOf({
        steadiness,
        samples: spikes.width / trace.samplingInterval,
        rounding,
        clippedTroughs: isClipped(trace.samples, {
          at: used.map((cycle) => cycle.lowest),
          sign: -1,
          level,
          height: peak - trough,
          rounding,
        }),
      }),
    },
  }
}

interface UsableCycle extends CandidateCycle {
  /** mV: highest potential of its spike, lowest after it; and the index of that lowest one. */
  top: number
  bottom: number
  lowest: number
}

/** From each spike's upward crossing to the next one's; none for a spike whose crossings are not seen. */
function cyclesOf(trace: VoltageTrace, { x, peaks }: LocatedSpikes, design: CycleDesign): UsableCycle[] {
  const { samplingInterval, start } = trace
  const time = (i: number): number => start + i * samplingInterval
  const crossings = peaks.map((p, k) =>
    crossingsAbout(trace, design, time(p), time(peaks[k - 1] ?? 0), time(peaks[k + 1] ?? x.length - 1)),
  )
  return peaks.slice(1).flatMap((next, k) => {
    const [own, after] = [crossings[k], crossings[k + 1]]
    if (!own || !after) return []
    let lowest = peaks[k]
    for (let i = peaks[k]; i < next; i++) if (x[i] < x[lowest]) lowest = i
    return [
      {
        from: own.up,
        to: after.up,
        peak: time(peaks[k]),
        nextPeak: time(next),
        width: own.down - own.up,
        numbers: numbersOf(trace, design, own.up, after.up),
        top: x[peaks[k]],
        bottom: x[lowest],
        lowest,
      },
    ]
  })
}

function intervalsOf({ peaks }: LocatedSpikes, { samplingInterval }: VoltageTrace): number[] {
  return peaks.slice(1).map((p, k) => (p - peaks[k]) * samplingInterval)
}

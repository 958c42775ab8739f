import type { RecordedCycles } from '../../../contract/cycles.ts'
import type { NeuronModel } from '../../../model/neuron-model.ts'
import { cutCycle, writePotential } from '../../../model/observable/mean-cycle/cut-cycle.ts'
import type { TracedCycle } from '../../../model/spike-cycle.ts'
import { slopesOf } from '../../../signal/mean-cycle/shape.ts'

/** A fitted cycle at the times at which the recorded ones are drawn. */
export interface FollowedCycle {
  /** mV at the times of the recorded cycles. */
  v: number[]
  /** In the order of the neuron's currents, at the same times. */
  currents: number[][]
  /** mV and mV/ms along a whole cycle. */
  phase: { v: number[]; slope: number[] }
  /** The whole cycle from half an interval before its spike to half an interval after, at its own steps: ms, mV. */
  fine: { t: number[]; v: number[] }
}

/** Follows a neuron around its cycle; null where it does not fire, or does not cross the level. */
export function followedCycle(
  neuron: NeuronModel,
  row: Float64Array,
  recorded: Pick<RecordedCycles, 't' | 'level' | 'width'> & { interval: number },
): FollowedCycle | null {
  const longest = 6 * Math.max(...recorded.t)
  const found = neuron.spikeCycles?.currentsOf(row, longest)
  if (!found) return null
  const { cycle, currents } = found
  const cut = cutCycle(cycle, recorded.level)
  if (!cut) return null
  const interval = cut.end - cut.begin
  const around = recorded.t.map((t) => timeIn(t, interval, recorded))
  const at = (values: ArrayLike<number>): number[] => {
    const curve = { ...cycle, v: values }
    return around.map((t) => linear(curve, cut.begin + t))
  }
  const v = new Array<number>(around.length)
  writePotential(cycle, cut, around, v, 0)
  const own: TracedCycle & { t: number[]; v: number[] } = { count: 0, t: [], v: [] }
  for (let i = 0; i < cycle.count; i++) {
    const t = cycle.t[i] - cut.begin
    if (t >= 0 && t < interval) {
      own.t.push(t)
      own.v.push(cycle.v[i])
    }
  }
  const half = own.t.findIndex((t) => t > interval / 2)
  const fine = {
    t: [...own.t.slice(half).map((t) => t - interval), ...own.t.slice(0, half)],
    v: [...own.v.slice(half), ...own.v.slice(0, half)],
  }
  const slope = slopesOf(fine.t, fine.v, recorded.width)
  return { v, currents: currents.map(at), phase: { v: fine.v, slope: [...slope] }, fine }
}

/** Widths about a crossing in which time is not stretched. */
const unstretched = 3

/**
 * The time in a fitted cycle that a time of the recorded mean cycle stands for, ms from the crossing: the same beside the
 * spikes, stretched between them, as the nodes are; before the crossing and after the next the cycle goes round.
 */
function timeIn(t: number, interval: number, recorded: { width: number; interval: number }): number {
  const beside = unstretched * Math.min(recorded.width, recorded.interval / 9)
  const round = t - recorded.interval * Math.floor(t / recorded.interval)
  if (round <= beside) return round
  if (round >= recorded.interval - beside) return interval - (recorded.interval - round)
  return beside + ((round - beside) * (interval - 2 * beside)) / (recorded.interval - 2 * beside)
}

function linear({ t, v, count }: TracedCycle, time: number): number {
  let [low, high] = [0, count - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (t[middle] <= time) low = middle
    else high = middle
  }
  const x = Math.min(1, Math.max(0, (time - t[low]) / (t[high] - t[low])))
  return v[low] + x * (v[high] - v[low])
}

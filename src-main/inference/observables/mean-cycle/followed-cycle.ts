import type { NeuronModel } from '../../../model/neuron-model.ts'
import { cutCycle, writePotential } from '../../../model/observable/mean-cycle/cut-cycle.ts'
import { linearAt } from '../../../signal/interpolate.ts'
import { type CycleDesign, stretchedTime } from '../../../signal/mean-cycle/nodes.ts'
import { slopesOf } from '../../../signal/mean-cycle/shape.ts'

/** A fitted cycle at the times at which the recorded ones are displayed. */
export interface FollowedCycle {
  /** mV at the times of the recorded cycles. */
  v: number[]
  /** Currents in the neuron's order, at the same times. */
  currents: number[][]
  /** mV and mV/ms along a whole cycle. */
  phase: { v: number[]; slope: number[] }
  /** The whole cycle from half an interval before its spike to half an interval after, at its own steps: ms, mV. */
  fine: { t: number[]; v: number[] }
}

/**
 * Simulates a neuron's cycle.
 * @param times of the recorded mean cycle, ms from its crossing
 * @param design of the data, and their interval, ms
 * @returns null where it does not fire, or does not cross the level
 */
export function followedCycle(
  neuron: NeuronModel,
  row: Float64Array,
  times: readonly number[],
  { level, width, interval: recorded }: CycleDesign & { interval: number },
): FollowedCycle | null {
  const longest = 6 * Math.max(...times)
  const found = neuron.spikeCycles?.currentsOf(row, longest)
  if (!found) return null
  const { cycle, currents } = found
  const cut = cutCycle(cycle, level)
  if (!cut) return null
  const interval = cut.end - cut.begin
  const stretched = stretchedTime(width, recorded, interval)
  // The cycle is periodic: times before the crossing are taken before the next one.
  const around = times.map((t) => stretched(t) - interval * Math.floor(stretched(t) / interval))
  const at = (values: ArrayLike<number>): number[] =>
    around.map((t) => linearAt(cycle.t, values, cut.begin + t, cycle.count))
  const v = new Array<number>(around.length)
  writePotential(cycle, cut, around, v, 0)
  const own: FollowedCycle['fine'] = { t: [], v: [] }
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
  const slope = slopesOf(fine.t, fine.v, width)
  return { v, currents: currents.map(at), phase: { v: fine.v, slope: [...slope] }, fine }
}

import { describe, expect, it } from 'vitest'
import { linearAt } from '../../src-main/signal/interpolate.ts'
import { nodeTimes, stretchedTime } from '../../src-main/signal/mean-cycle/nodes.ts'

describe('a curve between its points', () => {
  it('goes straight, and stays beyond its ends', () => {
    const [t, v] = [
      [0, 1, 4],
      [2, 4, 1],
    ]
    expect([-1, 0, 0.25, 1, 2, 4, 9].map((time) => linearAt(t, v, time))).toEqual([2, 2, 2.5, 4, 3, 1, 1])
    expect(linearAt(t, v, 9, 2)).toBe(4)
  })
})

describe('time in a cycle of another interval', () => {
  it('puts each node where the nodes of that interval are', () => {
    const [width, interval, own] = [2, 100, 130]
    const [here, there] = [new Float64Array(32), new Float64Array(32)]
    nodeTimes(width, interval, here)
    nodeTimes(width, own, there)
    const stretched = stretchedTime(width, interval, own)
    here.forEach((time, k) => {
      expect(stretched(time)).toBeCloseTo(there[k], 9)
    })
    expect([stretched(-3), stretched(0), stretched(100), stretched(103)]).toEqual([-3, 0, 130, 133])
  })
})

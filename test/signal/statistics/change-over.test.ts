import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src-main/model/random.ts'
import { changeBeside, changeOver } from '../../../src-main/signal/statistics/change-over.ts'

const sweeps = 20
const inOrder = Array.from({ length: sweeps }, (_, k) => -80 + 20 * k)

function shuffled(seed: number): number[] {
  const random = createRandom(seed)
  return inOrder
    .map((current) => ({ current, key: random.normal() }))
    .sort((a, b) => a.key - b.key)
    .map(({ current }) => current)
}

/** Peaks that fall with the current as of a fast-spiking cell, drift by so many mV over the sweeps, and scatter by 1 mV. */
function peaks(currents: readonly number[], drift: number, seed: number): number[] {
  const random = createRandom(seed)
  return currents.map((current, k) =>
    current < 40
      ? Number.NaN
      : 35 - 0.08 * current + 0.0001 * current ** 2 + (drift * k) / (sweeps - 1) + random.normal(),
  )
}

describe('a change over the sweeps beside that with their currents', () => {
  it('is not told where the currents come in order, either way or nearly', () => {
    expect(changeBeside(peaks(inOrder, 0, 1), inOrder)).toBeNull()
    const falling = [...inOrder].reverse()
    expect(changeBeside(peaks(falling, 20, 1), falling)).toBeNull()
    const nearly = inOrder.map((_, k) => inOrder[k ^ 1])
    expect(changeBeside(peaks(nearly, 20, 1), nearly)).toBeNull()
    // The median slope alone takes the current for a drift.
    expect(Math.abs(changeOver(peaks(inOrder, 0, 1))!.change)).toBeGreaterThan(8)
  })

  // 14 firing sweeps of 1 mV: the change has a standard error of about 0.9 mV; 4 of them stand for a drift in reports.
  it.each([1, 2, 3, 4, 5, 6])('is told where their order is another one (%i)', (seed) => {
    const currents = shuffled(seed)
    const none = changeBeside(peaks(currents, 0, seed), currents)!
    expect(none.z).toBeLessThan(4)
    const found = changeBeside(peaks(currents, 20, seed), currents)!
    expect(found.z).toBeGreaterThan(4)
    const span = (places: number[]) => places[places.length - 1] - places[0]
    const firing = currents.flatMap((current, k) => (current < 40 ? [] : [k]))
    expect(Math.abs(found.change - (20 * span(firing)) / (sweeps - 1))).toBeLessThan(4.5)
  })

  it('is told of steps that go up twice', () => {
    const twice = [...inOrder.filter((_, k) => k % 2 === 0), ...inOrder.filter((_, k) => k % 2 === 1)]
    expect(changeBeside(peaks(twice, 0, 2), twice)!.z).toBeLessThan(4)
    expect(changeBeside(peaks(twice, -20, 2), twice)!.z).toBeGreaterThan(4)
  })

  it('takes six values', () => {
    expect(changeBeside([1, 2, 3, 4, 5], [5, 3, 4, 1, 2])).toBeNull()
  })
})

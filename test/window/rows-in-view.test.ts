import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src-main/model/random.ts'
import { offsetsOf, rowsBetween } from '../../src-renderer/lib/rows-in-view.ts'

describe('the rows of a list that are in view', () => {
  it('are those that looking at each one finds', () => {
    const random = createRandom(11)
    for (let turn = 0; turn < 200; turn++) {
      const heights = Array.from(
        { length: Math.floor(random.uniform() * 30) },
        () => 1 + Math.floor(random.uniform() * 60),
      )
      const offsets = offsetsOf(heights, (height) => height)
      const top = Math.floor(random.uniform() * 1200) - 100
      const bottom = top + 1 + Math.floor(random.uniform() * 400)
      const seen = heights.flatMap((_, row) => (offsets[row + 1] > top && offsets[row] < bottom ? [row] : []))
      const [from, to] = rowsBetween(offsets, top, bottom)
      expect(Array.from({ length: to - from }, (_, k) => from + k)).toEqual(seen)
    }
  })

  it('are none of an empty list', () => {
    expect(offsetsOf([], () => 20)).toEqual([0])
    expect(rowsBetween([0], 0, 500)).toEqual([0, 0])
  })
})

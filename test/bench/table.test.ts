import { describe, expect, it } from 'vitest'
import { about, atLeast, atMost, notMeasured, shown } from '../../bench/speed/figure.ts'
import { interleaved, task } from '../../bench/speed/interleaved.ts'
import { markdownTable, plainTable } from '../../bench/speed/table.ts'

describe('the table of measurements', () => {
  const section = {
    title: 'Speed',
    figures: [
      atLeast('ratio', 11.94, '×', 12),
      atMost('time', 0.2, 's', 0.25),
      about('rate', 123_456, 'traces/s', 100_000),
      notMeasured('window', 'no browser was found'),
    ],
  }

  it('says what was expected, and whether that held', () => {
    expect(markdownTable(section).split('\n').slice(4)).toEqual([
      '| ratio | 11.9 × | at least 12 | NO |',
      '| time | 0.2 s | at most 0.25 | yes |',
      '| rate | 123,000 traces/s | about 100,000 |  |',
      '| window | not measured | no browser was found |  |',
    ])
    expect(plainTable(section)).toContain('ratio     11.9 ×            at least 12           NO')
  })

  it('shows three digits, small or large', () => {
    expect([0.012345, 1.5, 1234.5, 0].map(shown)).toEqual(['0.0123', '1.5', '1,230', '0'])
  })
})

describe('rates of tasks that take turns', () => {
  it('are units a second, and their ratios', async () => {
    const order: string[] = []
    // A clock of its own, which only the tasks move.
    let time = 0
    const wait = (name: string, ms: number) => () => {
      order.push(name)
      time += ms
    }
    const tasks = { slow: task(10, wait('slow', 4)), fast: task(30, wait('fast', 2)) }
    const rates = await interleaved(tasks, 0.1, () => time)
    expect(rates.of('slow')).toBeCloseTo(2500)
    expect(rates.ratio('fast', 'slow')).toBeCloseTo(6)
    expect(order).toHaveLength(2 + 2 * 17)
    expect(order.slice(0, 6)).toEqual(['slow', 'fast', 'slow', 'fast', 'slow', 'fast'])
  })
})

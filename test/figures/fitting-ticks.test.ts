import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plotLayout, tickGap } from '../../src-main/figures/drawing/plot-layout.ts'
import { numberAxisSpec } from '../../src-main/figures/plot/axes.ts'
import { fittingTicks } from '../../src-main/figures/scale/fitting-ticks.ts'
import { textWidth } from '../../src-main/figures/svg/text-width.ts'

const measure = (text: string): number => textWidth(text, '12px sans-serif')
/** Size of a line of text, its leading left out, px. */
const letters = 12

describe('ticks', () => {
  it('never touch, whatever the numbers and the size, and none runs into the axis title', () => {
    const decimal = fc.integer({ min: -8, max: 8 })
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.integer({ min: -6, max: 0 }),
        decimal,
        fc.integer({ min: 320, max: 1280 }),
        fc.integer({ min: 76, max: 400 }),
        (start, width, power, across, high) => {
          const from = start * 10 ** power
          const range = { from, to: from + 10 ** (power + width) }
          const spec = {
            series: [],
            x: numberAxisSpec('time, ms', range),
            y: numberAxisSpec('voltage, mV', range),
          }
          const { frame, x, y } = plotLayout(spec, across, high, measure)
          for (let i = 1; i < x.length; i++) {
            const distance = frame.x(x[i].value) - frame.x(x[i - 1].value)
            const room = (measure(x[i].text) + measure(x[i - 1].text)) / 2
            // A label that would stick out takes some of the area once more.
            expect(distance - room).toBeGreaterThanOrEqual(tickGap / 2)
          }
          for (let i = 1; i < y.length; i++) {
            expect(frame.y(y[i - 1].value) - frame.y(y[i].value)).toBeGreaterThan(letters)
          }
          for (const { text } of y) expect(frame.area.left - 7 - measure(text)).toBeGreaterThanOrEqual(18)
        },
      ),
    )
  })

  it('name every row of a forest plot, whose rows are numbered from the top', () => {
    const rows = ['control', 'drug', 'washout']
    const axis = {
      places: () => [3, 2, 1],
      tickText: (value: number) => rows[3 - value],
    }
    const sizes = { count: 3, measure: () => letters, gap: 0 }
    const texts = (pixels: number) =>
      fittingTicks(axis, { from: 0.4, to: 3.6 }, { ...sizes, pixels }).map(({ text }) => text)
    expect(texts(60)).toEqual(rows)
    // Where there is no room for three, the first and the last.
    expect(texts(25)).toEqual(['control', 'washout'])
  })

  it('keep the left axis as wide as that of the plot above, where numbers are short', () => {
    const spec = {
      series: [],
      x: numberAxisSpec('time, ms', { from: 0, to: 100 }),
      y: numberAxisSpec('voltage, mV', { from: -80, to: 40 }),
    }
    expect(plotLayout(spec, 640, 240, measure).frame.area.left).toBe(68)
  })
})

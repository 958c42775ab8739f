import { describe, expect, it } from 'vitest'
import { estimateText, rangeText } from '../../src-main/contract/estimate-text.ts'
import { cornerOf } from '../../src-main/figures/corner/corner.ts'
import { cornerFigure } from '../../src-main/figures/corner-figure.ts'
import { figureToSvg } from '../../src-main/figures/figure-to-svg.ts'
import { textWidth } from '../../src-main/figures/svg/text-width.ts'
import { paperTheme } from '../../src-main/figures/theme/theme.ts'
import { makeSample } from '../charts/gallery/fixture.ts'

const { parameters, draws } = makeSample([0.64, -0.09, 0.07, 0.8], 7)
const corner = cornerOf(parameters, draws)

interface Text {
  text: string
  left: number
  right: number
  top: number
  bottom: number
}

/** The box of each text that is not turned, px. */
function boxesOf(svg: string): Text[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes, text]) => {
    const of = (name: string): string => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
    const size = Number.parseFloat(of('font-size'))
    const width = textWidth(text, `${size}px sans-serif`)
    const x = Number(of('x'))
    const left = of('text-anchor') === 'end' ? x - width : of('text-anchor') === 'middle' ? x - width / 2 : x
    const bottom = Number(of('y'))
    return { text, left, right: left + width, top: bottom - 0.75 * size, bottom }
  })
}

describe('titles of a corner plot', () => {
  it.each([440, 520, 640, 900])(
    'say each median with its 90 %% interval and touch nothing, %i px wide',
    (width) => {
      const svg = figureToSvg(cornerFigure(corner, width), '', paperTheme)
      const boxes = boxesOf(svg)
      for (const { symbol, posterior } of parameters) {
        const { median, low, high } = estimateText(posterior)
        expect(boxes.some(({ text }) => text.startsWith(`${symbol} = ${median}`))).toBe(true)
        expect(boxes.some(({ text }) => text === `(${rangeText(low, high)})`)).toBe(true)
      }
      for (const [i, a] of boxes.entries()) {
        for (const b of boxes.slice(0, i)) {
          const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
          expect(apart, `“${a.text}” and “${b.text}”`).toBe(true)
        }
      }
    },
  )

  it('are the symbols alone where cells are small, and touch nothing', () => {
    const boxes = boxesOf(figureToSvg(cornerFigure(corner, 324), '', paperTheme))
    for (const { symbol } of parameters) expect(boxes.some(({ text }) => text === symbol)).toBe(true)
    expect(boxes.filter(({ text }) => text.includes('='))).toEqual([])
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(0, i)) {
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
        expect(apart, `“${a.text}” and “${b.text}”`).toBe(true)
      }
    }
  })
})

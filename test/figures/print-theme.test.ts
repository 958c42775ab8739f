import { describe, expect, it } from 'vitest'
import type { PlotSpec, Series } from '../../src-main/figures/plot/plot-spec.ts'
import { printTheme } from '../../src-main/figures/theme/print-theme.ts'
import { type Color, dashOf } from '../../src-main/figures/theme/theme.ts'
import { specs } from '../report/figure-file/gallery.ts'

/** Relative luminance (WCAG), 0 … 1. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const part = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Lightness of a colour in a black-and-white copy (CIE L*), 0 … 100. */
function lightness(hex: string): number {
  const y = luminance(hex)
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y
}

/** Differences that an eye sees at once between two lines apart from each other; one of 1 is just seen side by side. */
const seen = 8

/** How a series is drawn, without its colour. */
function shape({ line, points, data }: Series): string {
  const dash = line && (line.dash ?? (data.length > 2 ? dashOf(line.color, printTheme) : []))
  return JSON.stringify([dash, line?.stepped, points?.shape])
}

const opaque = (color: Color | undefined): color is Exclude<Color, object> => typeof color === 'string'
const colorOf = ({ line, points }: Series): Color | undefined => line?.color ?? points?.color

/** Points of the longest stretch without a break. */
function longestRun({ data }: Series): number {
  let [run, longest] = [0, 0]
  for (const { x, y } of data) {
    run = Number.isNaN(x) || Number.isNaN(y) ? 0 : run + 1
    longest = Math.max(longest, run)
  }
  return longest
}

function pairs(spec: PlotSpec): [Series, Series][] {
  // A stem is told by the mark at its end, which is a series of its own.
  const drawn = spec.series.filter((one) => opaque(colorOf(one)) && (one.points || longestRun(one) > 2))
  return drawn.flatMap((a, i) => drawn.slice(i + 1).map((b): [Series, Series] => [a, b]))
}

describe('the theme for print', () => {
  it.each(Object.keys(specs))(
    '%s: what has another colour differs in lightness and in dash or shape',
    (name) => {
      for (const [a, b] of pairs(specs[name])) {
        const [first, second] = [colorOf(a), colorOf(b)]
        if (!opaque(first) || !opaque(second) || first === second) continue
        const difference = Math.abs(lightness(printTheme[first]) - lightness(printTheme[second]))
        expect(difference, `${first} and ${second}`).toBeGreaterThanOrEqual(seen)
        expect(shape(a), `${first} and ${second}`).not.toBe(shape(b))
      }
    },
  )

  it('has a plot with two colours among those that were examined', () => {
    expect(pairs(specs.fit).some(([a, b]) => colorOf(a) !== colorOf(b))).toBe(true)
    expect(pairs(specs.currents).some(([a, b]) => colorOf(a) !== colorOf(b))).toBe(true)
  })

  it.each(['accent', 'prior', 'flag', 'ok', 'caution', 'firstOfMany', 'secondOfMany'] as const)(
    '%s stands out from white as WCAG asks of graphics (3 : 1)',
    (role) => {
      expect(1.05 / (luminance(printTheme[role]) + 0.05)).toBeGreaterThanOrEqual(3)
    },
  )

  it('has black words on white', () => {
    expect([printTheme.words, printTheme.paper]).toEqual(['#000000', '#ffffff'])
  })
})

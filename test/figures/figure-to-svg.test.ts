import { beforeAll, describe, expect, it } from 'vitest'
import { traceData } from '../../src-main/contract/data.ts'
import { describeFit, fitSpec } from '../../src-main/figures/charts/fit-chart.ts'
import { cornerOf, describeCorner } from '../../src-main/figures/corner/corner.ts'
import { cornerFigure } from '../../src-main/figures/corner-figure.ts'
import { figureToSvg } from '../../src-main/figures/figure-to-svg.ts'
import type { PlotSpec, Series } from '../../src-main/figures/plot/plot-spec.ts'
import { plotFigure } from '../../src-main/figures/plot-figure.ts'
import { textWidth } from '../../src-main/figures/svg/text-width.ts'
import { paperTheme } from '../../src-main/figures/theme/theme.ts'
import { makeSample } from '../charts/gallery/fixture.ts'

const sample = makeSample([0.64, -0.09, 0.07, 0.8], 7)
const { fit } = sample

beforeAll(() => {
  // Otherwise nothing here would show that a figure needs no page.
  expect(typeof document).toBe('undefined')
})

/** Points of each path that is stroked in a colour and not filled. */
function lines(svg: string, color: string): [number, number][][] {
  const paths = [...svg.matchAll(/<path d="([^"]+)" fill="none" stroke="(#[0-9a-f]{6})"/g)]
  return paths.filter((match) => match[2] === color).map((match) => pointsOf(match[1]))
}

function pointsOf(path: string): [number, number][] {
  return [...path.matchAll(/[ML](\S+) ([^MLZ]+)/g)].map(([, x, y]) => [Number(x), Number(y)])
}

function texts(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1])
}

const longest = (found: [number, number][][]) => found.toSorted((a, b) => b.length - a.length)[0]

describe('the fit as SVG', () => {
  const [width, height] = [900, 260]
  const svg = figureToSvg(
    plotFigure(fitSpec(fit, 'mV', traceData), width, height),
    describeFit(fit),
    paperTheme,
  )

  it('is one picture of its size, with what it shows as its title', () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="900" height="260" /)
    expect(svg).toContain(`<title>${describeFit(fit)}</title>`)
    expect(svg.match(/<svg/g)).toHaveLength(1)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('names its axes with their units, its numbers and its lines', () => {
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        'time, ms',
        'voltage, mV',
        '0',
        '100',
        '−2',
        'recorded',
        'model',
        'data, 90 %',
      ]),
    )
  })

  it('draws every recorded point where its time and voltage lie', () => {
    const recorded = longest(lines(svg, paperTheme.ink))
    expect(recorded).toHaveLength(fit.observed.length)
    const { x, y } = fitSpec(fit, 'mV', traceData)
    // Between the axis on the left and the margin of the labels.
    const across = (t: number) => 68 + ((t - x.range.from) / (x.range.to - x.range.from)) * (width - 112 - 68)
    recorded.forEach(([px], i) => {
      expect(px).toBeCloseTo(across(fit.t[i]), 1)
    })
    // Heights grow downwards, by the same factor for all.
    const scale = (i: number, k: number) =>
      (recorded[i][1] - recorded[k][1]) / (fit.observed[i]! - fit.observed[k]!)
    const high = fit.observed.indexOf(Math.max(...(fit.observed as number[])))
    const low = fit.observed.indexOf(Math.min(...(fit.observed as number[])))
    expect(scale(high, low)).toBeLessThan(0)
    expect(scale(high, 0)).toBeCloseTo(scale(high, low), 1)
    expect(recorded[high][1]).toBeGreaterThanOrEqual(34)
    expect(y.title).toBe('voltage, mV')
  })

  it('breaks the line where samples are missing, and hatches the gap', () => {
    const observed = fit.observed.map((v, i) => (i >= 300 && i < 600 ? null : v))
    const gappy = figureToSvg(
      plotFigure(fitSpec({ ...fit, observed }, 'none', traceData), width, height),
      'gap',
      paperTheme,
    )
    expect(gappy).not.toContain('NaN')
    expect(longest(lines(gappy, paperTheme.ink))).toHaveLength(fit.observed.length - 300)
    const paths = [...gappy.matchAll(/<path d="([^"]+)" fill="none" stroke="#1b1e23" stroke-width="1"/g)]
    expect(paths.map(([, path]) => path.match(/M/g)?.length)).toContain(2)
    expect(texts(gappy)).toContain('300 samples missing')
  })
})

describe('the corner plot as SVG', () => {
  const corner = cornerOf(sample.parameters, sample.draws)
  const figure = cornerFigure(corner, 700)
  const svg = figureToSvg(figure, describeCorner(corner), paperTheme)

  it('is as large as its layout, and whole', () => {
    expect(svg).toContain(`width="${figure.width}" height="${figure.height}"`)
    expect(figure.width).toBeLessThanOrEqual(700)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
    expect(svg).toContain('The strongest correlation is')
  })

  it('names each parameter on both edges, with its unit where it has one', () => {
    const symbols = sample.parameters.map(({ symbol }) => symbol)
    for (const symbol of symbols.slice(1, -1)) {
      expect(texts(svg).filter((text) => text === symbol)).toHaveLength(2)
    }
    const withUnit = corner.axes.map((axis) => ({ ...axis, unit: 'mV' }))
    expect(texts(figureToSvg(cornerFigure({ ...corner, axes: withUnit }, 700), '', paperTheme))).toContain(
      'θ₀, mV',
    )
    expect(texts(svg).filter((text) => text.startsWith('r '))).toHaveLength(6)
  })

  it('draws the densities with all their points, and the outlines of the regions closed', () => {
    const drawn = lines(svg, paperTheme.accent).map((line) => line.length)
    for (const { posterior } of corner.axes) expect(drawn).toContain(posterior.length)
    const prior = lines(svg, paperTheme.prior).map((line) => line.length)
    for (const axis of corner.axes) expect(prior).toContain(axis.prior.length)
    const rings = corner.pairs.reduce((sum, { half, most }) => sum + half.length + most.length, 0)
    const outlines = [...svg.matchAll(/<path d="([^"]+)"[^>]*fill-rule="evenodd"/g)].map((match) => match[1])
    expect(outlines.join('').match(/Z/g)).toHaveLength(rings)
  })
})

describe('a plot as SVG', () => {
  const axis = { title: '', range: { from: 0, to: 10 }, tickText: String, reading: String, ticks: false }
  const draw = (series: Series[], more: Partial<PlotSpec> = {}) =>
    figureToSvg(
      plotFigure({ series, x: axis, y: axis, left: 0, margin: 0, ...more }, 100, 100),
      'plot',
      paperTheme,
    )
  const data = [
    { x: 0, y: 2 },
    { x: 5, y: 8 },
    { x: 10, y: 8 },
  ]

  it('holds a height until the next point where a line is stepped', () => {
    const [stepped] = lines(draw([{ data, line: { color: 'accent', width: 1, stepped: true } }]), '#0067a3')
    expect(stepped.map(([x]) => x)).toEqual([0, 50, 50, 100, 100])
    expect(stepped[0][1]).toBe(stepped[1][1])
    expect(stepped[2][1]).toBe(stepped[3][1])
  })

  it('fills between two series, piece by piece where they break', () => {
    const broken = (y: number) => [0, 2, 4, 6, 8, 10].map((x) => ({ x, y: x === 4 ? Number.NaN : y }))
    const svg = draw([{ data: broken(2) }, { data: broken(6), area: { role: 'accent', opacity: 0.3 } }])
    const filled = [...svg.matchAll(/<path d="([^"]+)" fill="#0067a3" fill-opacity="0.3"/g)].map((m) => m[1])
    expect(filled.map((path) => pointsOf(path).map(([x]) => x))).toEqual([
      [0, 20, 20, 0],
      [60, 80, 100, 100, 80, 60],
    ])
  })

  it('has a mark of its own for each shape', () => {
    const shapes = ['circle', 'square', 'diamond', 'triangle', 'dash', 'cross'] as const
    const marks = shapes.map((shape) => {
      const svg = draw([
        {
          data: [{ x: 5, y: 5 }],
          points: { shape, radius: 4, color: 'flag', border: { color: 'flag', width: 1 } },
        },
      ])
      return svg.match(/<path d="([^"]+)"[^>]*stroke="#b54800"/)?.[1]
    })
    expect(marks).not.toContain(undefined)
    expect(new Set(marks).size).toBe(shapes.length)
  })

  it('puts series of the second scale on it', () => {
    const line = { color: 'ink', width: 1 } as const
    const side = { from: 0, to: 20 }
    const [[, own], [, other]] = lines(
      draw(
        [
          { data, line },
          { data, line, side: true },
        ],
        { side },
      ),
      '#1b1e23',
    )
      .filter((found) => found.length === data.length)
      .map((found) => found[2])
    expect(other).toBeGreaterThan(own)
  })

  it('says no numbers where an axis has none', () => {
    const numbers = { ...axis, ticks: true }
    expect(texts(draw([{ data }]))).toEqual([])
    expect(texts(draw([{ data }], { x: numbers }))).toEqual(['0', '5', '10'])
  })

  it('has ids of its own, so that several can stand in one page', () => {
    const figure = plotFigure({ series: [], x: axis, y: axis }, 100, 100)
    const svg = figureToSvg(figure, '', paperTheme, { idPrefix: 'fit-' })
    const ids = [...svg.matchAll(/id="([^"]+)"/g)].map((match) => match[1])
    const used = [...svg.matchAll(/url\(#([^)]+)\)/g)].map((match) => match[1])
    expect(ids.length).toBeGreaterThan(0)
    for (const id of [...ids, ...used]) expect(id).toMatch(/^fit-clip\d+$/)
    expect(ids).toEqual(expect.arrayContaining(used))
  })
})

it('a text is about as wide as in Helvetica, by its size', () => {
  expect(textWidth('0.5', '10px sans-serif')).toBeCloseTo(13.9, 6)
  expect(textWidth('model, 90 %', '600 12px system-ui, sans-serif')).toBeCloseTo(
    2 * textWidth('model, 90 %', '6px x'),
    6,
  )
  expect(textWidth('', '12px x')).toBe(0)
})

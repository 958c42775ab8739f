import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { traceData } from '../../src-main/contract/data.ts'
import { commandSpec, type SweepLines, sweepsSpec } from '../../src-main/figures/charts/cell/sweeps-chart.ts'
import { cycleSpec } from '../../src-main/figures/charts/cycle/cycle-chart.ts'
import { phaseSpec } from '../../src-main/figures/charts/cycle/phase-chart.ts'
import { fitSpec } from '../../src-main/figures/charts/fit-chart.ts'
import { traceSpec } from '../../src-main/figures/charts/trace-chart.ts'
import { figureToSvg } from '../../src-main/figures/figure-to-svg.ts'
import type { PlotSpec } from '../../src-main/figures/plot/plot-spec.ts'
import { canHaveScaleBars, withScaleBars } from '../../src-main/figures/plot/scale-bars.ts'
import { plotFigure } from '../../src-main/figures/plot-figure.ts'
import { span } from '../../src-main/figures/scale/range.ts'
import { barLength, barText, timeBarText } from '../../src-main/figures/scale/scale-bar.ts'
import { paperTheme } from '../../src-main/figures/theme/theme.ts'
import { makeSample } from '../charts/gallery/fixture.ts'
import { cycleReport } from '../support/cycle/cycle-report.ts'

const { fit, trace } = makeSample([0.64, -0.09, 0.07, 0.8], 7)
const cycle = cycleReport().cycle!
const [width, height] = [600, 220]
const svgOf = (spec: PlotSpec): string => figureToSvg(plotFigure(spec, width, height), '', paperTheme)

function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1])
}

/** The plot's own area: what series are cut to. */
function areaOf(svg: string) {
  const numbers = /<clipPath id="[^"]*"><path d="([^"]+)"/
    .exec(svg)![1]
    .match(/-?[\d.]+/g)!
    .map(Number)
  const [xs, ys] = [0, 1].map((k) => numbers.filter((_, i) => i % 2 === k))
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
}

/** The corners of the stroke in ink that begins upright beside the area: top, corner, left. Samples of lines are level. */
function barsOf(svg: string): [number, number][] {
  const { right } = areaOf(svg)
  const strokes = [...svg.matchAll(/<path d="(M[^"]+)" fill="none"[^>]*>/g)]
    .filter(([path]) => path.includes('stroke-width="2"') && path.includes(paperTheme.ink))
    .map(([, d]) => [...d.matchAll(/([-\d.]+)[ ,]([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]))
    .filter(([[x], [next]]) => x > right && x === next)
  expect(strokes.length).toBeLessThanOrEqual(1)
  return (strokes[0] ?? []) as [number, number][]
}

describe('the length of a scale bar', () => {
  it('is 1, 2 or 5 · 10ⁿ, and the one nearest to a fifth of what is in view', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        fc.double({ min: -4, max: 7, noNaN: true }),
        (from, power) => {
          const length = 10 ** power
          const bar = barLength({ from, to: from + length })
          const inView = from + length - from
          expect(bar.toExponential()).toMatch(/^[125]e/)
          const steps = [1e-1, 2e-1, 5e-1, 1, 2, 5, 10].map(
            (step) => step * 10 ** Math.floor(Math.log10(bar)),
          )
          const off = (x: number): number => Math.abs(Math.log(x / (inView / 5)))
          expect(off(bar)).toBeLessThanOrEqual(Math.min(...steps.map(off)) + 1e-9)
        },
      ),
    )
  })

  it('is said with its unit, times from a second on in seconds', () => {
    expect([0.5, 50, 1000, 2e4].map(timeBarText)).toEqual(['0.5 ms', '50 ms', '1 s', '20 s'])
    expect(barText(20, 'mV')).toBe('20 mV')
    expect(barText(0.05, 'V')).toBe('0.05 V')
    expect([barText(1, 'model units'), barText(0.5, 'model units')]).toEqual([
      '1 model unit',
      '0.5 model units',
    ])
  })
})

describe('scale bars in place of axes', () => {
  const specs: Record<string, { spec: PlotSpec; texts: [string, string] }> = {
    fit: { spec: fitSpec(fit, 'mV', traceData), texts: ['50 ms', '1 mV'] },
    'fit in model units': { spec: fitSpec(fit, 'none', traceData), texts: ['50 ms', '1 model unit'] },
    'model input': {
      spec: traceSpec({
        trace,
        whole: { from: 0, to: 199.8 },
        voltage: { from: -2, to: 2 },
        unit: 'none',
        modelTime: true,
      }),
      texts: ['50 ms, model time', '1 model unit'],
    },
    cycle: { spec: cycleSpec(cycle, 'cycle'), texts: ['20 ms', '20 mV'] },
  }

  it.each(Object.entries(specs))('%s: no axes, two bars of the right length for the scale', (_, one) => {
    const { spec, texts } = one
    const svg = svgOf(withScaleBars(spec))
    const said = textsOf(svg)
    expect(said).not.toContain(spec.x.title)
    expect(said).not.toContain(spec.y.title)
    // Neither are there any numbers of ticks.
    expect(said.filter((text) => /^−?[\d.]+$/.test(text))).toEqual([])
    expect(said.filter((text) => /^[\d.]+ /.test(text)).sort()).toEqual([...texts].sort())

    const [top, corner, left] = barsOf(svg)
    const area = areaOf(svg)
    const across = (barLength(spec.x.range) / span(spec.x.range)) * (area.right - area.left)
    const up = (barLength(spec.y.range) / span(spec.y.range)) * (area.bottom - area.top)
    expect(corner[0] - left[0]).toBeCloseTo(across, 1)
    expect(corner[1] - top[1]).toBeCloseTo(up, 1)
    // Beyond the lower right of the data, level and upright.
    expect(corner[0]).toBeGreaterThan(area.right)
    expect(corner[1]).toBeGreaterThan(area.bottom)
    expect([top[0], left[1]]).toEqual(corner)
  })

  it('no label beside the plot stands at the bar', () => {
    const svg = svgOf(withScaleBars(specs.fit.spec))
    const [top] = barsOf(svg)
    const { right } = areaOf(svg)
    const labels = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</g)]
      .filter(([, x, , text]) => Number(x) > right && !/^[\d.]+ /.test(text))
      .map(([, , y]) => Number(y))
    expect(labels.length).toBe(4)
    for (const y of labels) expect(y).toBeLessThan(top[1])
  })

  it('of panels above each other only the lowest has one of time', () => {
    const parts: SweepLines = {
      lines: [{ sweep: 0, name: 'sweep 1', t: [0, 100], y: [-70, -60], firing: false }],
      chosen: null,
      whole: { from: 0, to: 1000 },
      heights: { from: -70, to: 30 },
    }
    const upper = svgOf(withScaleBars(sweepsSpec(parts, 'mV')))
    expect(barsOf(upper)).toHaveLength(2)
    expect(textsOf(upper)).toContain('20 mV')
    expect(textsOf(upper).join()).not.toContain(' ms')
    expect(textsOf(svgOf(withScaleBars(commandSpec(parts))))).toEqual(
      expect.arrayContaining(['200 ms', '20 pA']),
    )
  })

  it('are said in words, and only traces over time have them', () => {
    expect(plotFigure(withScaleBars(specs.cycle.spec), width, height).scale).toBe('Scale bars: 20 ms, 20 mV.')
    expect(plotFigure(specs.cycle.spec, width, height).scale).toBeUndefined()
    const phase = phaseSpec(cycle)
    expect(canHaveScaleBars(phase)).toBe(false)
    expect(withScaleBars(phase)).toBe(phase)
  })
})

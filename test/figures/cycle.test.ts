import { describe, expect, it } from 'vitest'
import {
  currentsSpec,
  describeCurrents,
  readCurrents,
} from '../../src-main/figures/charts/cycle/currents-chart.ts'
import {
  cycleSpec,
  cyclesText,
  describeCycle,
  readCycle,
} from '../../src-main/figures/charts/cycle/cycle-chart.ts'
import { describePhase, phaseSpec } from '../../src-main/figures/charts/cycle/phase-chart.ts'
import {
  describeWhitened,
  readWhitened,
  whitenedSpec,
} from '../../src-main/figures/charts/residuals/whitened.ts'
import { figureToSvg } from '../../src-main/figures/figure-to-svg.ts'
import type { PlotSpec } from '../../src-main/figures/plot/plot-spec.ts'
import { plotFigure } from '../../src-main/figures/plot-figure.ts'
import { paperTheme } from '../../src-main/figures/theme/theme.ts'
import { cycleReport } from '../support/cycle/cycle-report.ts'

const { cycle: made, residuals } = cycleReport()
const cycle = made!
const { recorded } = cycle

const svgOf = (spec: PlotSpec) => figureToSvg(plotFigure(spec, 700, 240), 'what it shows', paperTheme)
const labelsOf = ({ marks }: PlotSpec) => marks?.labels?.map(({ text }) => text)

describe('the cycle', () => {
  it('draws each recorded cycle, the mean, the band and the median over all times', () => {
    const { series, x, y } = cycleSpec(cycle, 'cycle')
    // The band has two edges.
    expect(series).toHaveLength(recorded.cycles.length + 2 + 2)
    expect(series[recorded.cycles.length + 2].data.map((point) => point.y)).toEqual(recorded.mean)
    expect(x.range).toEqual({ from: recorded.t[0], to: recorded.t.at(-1) })
    expect([x.title, y.title]).toEqual(['time from the crossing, ms', 'voltage, mV'])
    for (const { data } of series) {
      for (const point of data) {
        if (!Number.isNaN(point.y)) expect(point.y).toBeGreaterThan(y.range.from)
        if (!Number.isNaN(point.y)) expect(point.y).toBeLessThan(y.range.to)
      }
    }
  })

  it('breaks where a cycle is over', () => {
    const cycles = [recorded.mean.map((v, i) => (i > 200 ? null : v))]
    const [thin] = cycleSpec({ ...cycle, recorded: { ...recorded, cycles } }, 'cycle').series
    expect(thin.data.filter(({ y }) => Number.isNaN(y))).toHaveLength(recorded.t.length - 201)
  })

  it('shows the spike from 3 widths before the crossing to 6 after it, with nothing outside', () => {
    const { series, x } = cycleSpec(cycle, 'spike')
    // The grid’s first time is 3 widths before to its last digit.
    expect(x.range.from).toBeCloseTo(-3 * recorded.width, 2)
    expect(x.range.to).toBeCloseTo(6 * recorded.width, 2)
    for (const { data } of series) {
      expect(data[0].x).toBeGreaterThanOrEqual(x.range.from)
      expect(data[data.length - 1].x).toBeLessThanOrEqual(x.range.to)
    }
  })

  it('says what it shows, and its values', () => {
    expect(labelsOf(cycleSpec(cycle, 'cycle'))).toEqual(['recorded', 'model', 'model, 90 %'])
    expect(describeCycle(cycle, 'cycle')).toMatch(
      /^Mean of 8 recorded cycles over the whole interspike interval, .* each drawn thin, .* explains 99\.4 % of the variance/,
    )
    expect(describeCycle(cycle, 'spike')).toContain('around the spike, from −5.9 to 11.7 ms')
    expect(readCycle(cycle, 0)).toMatch(
      /^recorded mean −5\.\d+ mV · model −4\.\d+ mV, 90 % −\d+\.\d+ to −?\d+\.\d+$/,
    )
  })

  it('says how many cycles there are, and what was left out', () => {
    expect(cyclesText(cycle)).toMatch(
      /^8 cycles, \d+–\d+ ms from spike to spike\. Left out: 1 cycle that lasts .*explains 99\.4 %/,
    )
    const one = { ...recorded, intervals: [12.34], leftOut: [] }
    expect(cyclesText({ ...cycle, recorded: one })).toBe(
      '1 cycle, 12.3 ms from spike to spike; none left out. The model explains 99.4 % of the variance of the mean cycle.',
    )
  })
})

describe('the currents', () => {
  it('are drawn over the spike with bands, told apart by colour and dash, and named at their lines', () => {
    const spec = currentsSpec(cycle)
    const looks = spec.series.flatMap(({ line }) => (line ? [[line.color, line.dash]] : []))
    expect(looks).toHaveLength(3)
    expect(new Set(looks.map(([color]) => color)).size).toBe(3)
    expect(new Set(looks.map(([, dash]) => String(dash))).size).toBe(3)
    expect(spec.series.filter(({ area }) => area)).toHaveLength(3)
    expect(labelsOf(spec)).toEqual(['INa', 'IKd', 'leak − drive'])
    expect(spec.y.title).toBe('current, µA/cm²')
    // Inward below 0, outward above.
    expect(spec.y.range.from).toBeLessThan(0)
    expect(spec.y.range.to).toBeGreaterThan(0)
  })

  it('are described by where they are largest', () => {
    expect(describeCurrents(cycle)).toMatch(/INa reaches −\d+ at \d\.\d ms, IKd reaches \d+ at \d\.\d ms/)
    expect(readCurrents(cycle, 0)).toMatch(/^INa −\d+\.\d+ · IKd \d+\.\d+ · leak − drive \d+\.\d+$/)
  })
})

describe('the phase plane', () => {
  it('is a loop of each, which turns back', () => {
    const { series, x, y } = phaseSpec(cycle)
    const [points] = series.map(({ data }) => data)
    expect(points.map((point) => point.x)).toEqual(cycle.phase.recorded.v)
    expect(points.some((point, i) => i > 0 && point.x < points[i - 1].x)).toBe(true)
    expect([x.title, y.title]).toEqual(['V, mV', 'dV/dt, mV/ms'])
    expect(describePhase(cycle)).toMatch(
      /recorded spike rises by \d+ and falls by \d+ mV\/ms at most; the model’s/,
    )
  })
})

describe('whitened residuals of a list', () => {
  it('stand each at its place; those beyond 1.96 are flagged', () => {
    const spec = whitenedSpec({ ...residuals, standardized: [0.3, -2.5, 1, null, 1.9] })
    const marks = spec.series.filter(({ points }) => points)
    expect(marks.map(({ data }) => data.map(({ x }) => x))).toEqual([[1, 3, 4, 5], [2]])
    expect(marks[1].points?.color).toBe('flag')
  })

  it('are counted and read', () => {
    const beyond = residuals.standardized.filter((v) => Math.abs(v!) > 1.96).length
    expect(describeWhitened(residuals)).toContain(`of the 33 components`)
    expect(describeWhitened(residuals)).toContain(
      `${beyond} lie beyond 1.96, expected of a correct model: 1.7`,
    )
    expect(readWhitened(residuals, 7.2)).toBe('number 7: 2.60 sd')
  })
})

it.each(
  Object.entries({
    cycle: cycleSpec(cycle, 'cycle'),
    spike: cycleSpec(cycle, 'spike'),
    currents: currentsSpec(cycle),
    phase: phaseSpec(cycle),
    whitened: whitenedSpec(residuals),
  }),
)('%s becomes an SVG with its titles', (_, spec) => {
  const svg = svgOf(spec)
  expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  for (const title of [spec.x.title, spec.y.title]) expect(svg).toContain(`>${title}</text>`)
})

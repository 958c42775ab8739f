import { Chart } from 'chart.js'
import { expect, it } from 'vitest'
import { traceData } from '../../src-main/contract/data.ts'
import { currentsSpec } from '../../src-main/figures/charts/cycle/currents-chart.ts'
import { cycleSpec } from '../../src-main/figures/charts/cycle/cycle-chart.ts'
import { phaseSpec } from '../../src-main/figures/charts/cycle/phase-chart.ts'
import { fitSpec } from '../../src-main/figures/charts/fit-chart.ts'
import { lossSamples, lossSpec } from '../../src-main/figures/charts/loss-chart.ts'
import { autocorrelationSpec } from '../../src-main/figures/charts/residuals/autocorrelation.ts'
import { innovationsSpec } from '../../src-main/figures/charts/residuals/innovations.ts'
import { scatterSpec } from '../../src-main/figures/charts/scatter-chart.ts'
import { stimulusSpec } from '../../src-main/figures/charts/stimulus-chart.ts'
import { figureToSvg } from '../../src-main/figures/figure-to-svg.ts'
import { logAxisSpec } from '../../src-main/figures/plot/axes.ts'
import type { PlotSpec } from '../../src-main/figures/plot/plot-spec.ts'
import { withScaleBars } from '../../src-main/figures/plot/scale-bars.ts'
import { plotFigure } from '../../src-main/figures/plot-figure.ts'
import { SvgContext } from '../../src-main/figures/svg/svg-context.ts'
import { textWidth } from '../../src-main/figures/svg/text-width.ts'
import { paperTheme } from '../../src-main/figures/theme/theme.ts'
import { marksPlugin } from '../../src-renderer/charts/marks-plugin.ts'
import { plotConfiguration } from '../../src-renderer/charts/plot-config.ts'
import { cycleReport } from '../support/cycle/cycle-report.ts'
import { makeLoss, makeSample, makeScatter } from './gallery/fixture.ts'

const { fit, residuals, trace } = makeSample([0.64, -0.09, 0.07, 0.8], 7)
const loss = makeLoss(4)
const cycle = cycleReport().cycle!
const [width, height] = [600, 220]
const row = { color: 'prior', shape: 'dash', radius: 5, border: { color: 'prior', width: 1.5 } } as const
const axis = { title: '', range: { from: -1, to: 1 }, tickText: String, reading: String, ticks: false }

/** The plot as the window's Chart.js draws it. */
function byChartJs(spec: PlotSpec): string {
  const context = new SvgContext(width, height, textWidth)
  const { options, ...rest } = plotConfiguration(spec, spec.x.range, paperTheme)
  const canvas: unknown = { getContext: () => context }
  new Chart(canvas as HTMLCanvasElement, {
    ...rest,
    options: { ...options, responsive: false, devicePixelRatio: 1 },
    plugins: [marksPlugin(() => ({ spec, theme: paperTheme }))],
  })
  return context.toSvg('', paperTheme.paper)
}

/** Each text with its place and colour, in an order of its own. */
function texts(svg: string): string[] {
  return [...svg.matchAll(/<text .*<\/text>/g)]
    .map(([text]) => text.replace(/ clip-path="[^"]*"| transform="[^"]*"/g, ''))
    .sort()
}

/** Rectangles that something is cut to, the plot’s own area among them. */
function areasOf(svg: string): string[] {
  return [...new Set([...svg.matchAll(/<clipPath id="[^"]*"><path d="([^"]+)"/g)].map((match) => match[1]))]
}

const specs: Record<string, PlotSpec> = {
  fit: fitSpec(fit, 'mV', traceData),
  'fit with scale bars': withScaleBars(fitSpec(fit, 'mV', traceData)),
  cycle: cycleSpec(cycle, 'cycle'),
  'cycle with scale bars': withScaleBars(cycleSpec(cycle, 'cycle'), true),
  currents: currentsSpec(cycle),
  'phase plane': phaseSpec(cycle),
  stimulus: stimulusSpec({
    name: 'Cmd',
    unit: 'pA',
    view: trace,
    whole: { from: 0, to: 199.8 },
    range: { from: -2, to: 3 },
  }),
  innovations: innovationsSpec(residuals),
  autocorrelation: autocorrelationSpec({
    values: residuals.standardizedAutocorrelation,
    expected: null,
    band: residuals.whiteBand,
    dt: 0.2,
    inTime: true,
  }),
  loss: lossSpec(loss, lossSamples(loss)),
  'a long title': {
    ...lossSpec(loss, lossSamples(loss)),
    y: { ...lossSpec(loss, lossSamples(loss)).y, title: 'validation loss of the network, nats a parameter' },
  },
  scatter: scatterSpec({ parameter: { symbol: 'g', unit: 'mS/cm²' }, ...makeScatter(6, 0.2), r2: 0.71 }),
  'logarithmic heights': {
    series: [{ data: [{ x: 0, y: 0.6 }], points: row }],
    x: { ...axis, ticks: true },
    y: logAxisSpec('latency, ms (log)', { from: 0.5, to: 3.1 }),
  },
  'points without axes': { series: [{ data: [{ x: 0, y: 0 }], points: row }], x: axis, y: axis },
}

it.each(Object.entries(specs))(
  '%s: in a report everything stands where it stands in the window',
  (_, spec) => {
    const own = figureToSvg(plotFigure(spec, width, height), '', paperTheme)
    const window = byChartJs(spec)
    expect(areasOf(own)).toHaveLength(1)
    // Chart.js cuts its axes as well.
    expect(areasOf(window)).toEqual(expect.arrayContaining(areasOf(own)))
    expect(texts(own)).toEqual(texts(window))
  },
)

it('a loop, which turns back, is drawn whole in both', () => {
  const spec = phaseSpec(cycle)
  // The numbers of points of the longest strokes, recorded and model.
  const longest = (svg: string): number[] =>
    [...svg.matchAll(/<path d="([^"]+)" fill="none"/g)]
      .map(([, path]) => path.match(/[MLC]/g)?.length ?? 0)
      .sort((a, b) => b - a)
      .slice(0, 2)
  const points = [cycle.phase.recorded.v.length, cycle.phase.model.v.length]
  expect(longest(figureToSvg(plotFigure(spec, width, height), '', paperTheme))).toEqual(points)
  expect(longest(byChartJs(spec))).toEqual(points)
})

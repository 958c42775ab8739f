import { traceData } from '../../../src-main/contract/data.ts'
import { currentsSpec } from '../../../src-main/figures/charts/cycle/currents-chart.ts'
import { cycleSpec } from '../../../src-main/figures/charts/cycle/cycle-chart.ts'
import { phaseSpec } from '../../../src-main/figures/charts/cycle/phase-chart.ts'
import { fitSpec } from '../../../src-main/figures/charts/fit-chart.ts'
import { lossSamples, lossSpec } from '../../../src-main/figures/charts/loss-chart.ts'
import { autocorrelationSpec } from '../../../src-main/figures/charts/residuals/autocorrelation.ts'
import { innovationsSpec } from '../../../src-main/figures/charts/residuals/innovations.ts'
import { scatterSpec } from '../../../src-main/figures/charts/scatter-chart.ts'
import { stimulusSpec } from '../../../src-main/figures/charts/stimulus-chart.ts'
import { cornerOf } from '../../../src-main/figures/corner/corner.ts'
import { cornerFigure } from '../../../src-main/figures/corner-figure.ts'
import type { PlotSpec } from '../../../src-main/figures/plot/plot-spec.ts'
import { plotFigure } from '../../../src-main/figures/plot-figure.ts'
import type { FigureSource } from '../../../src-main/report/figure-file/figure-file.ts'
import { makeLoss, makeSample, makeScatter } from '../../charts/gallery/fixture.ts'
import { cycleReport } from '../../support/cycle/cycle-report.ts'

const { fit, residuals, trace, parameters, draws } = makeSample([0.64, -0.09, 0.07, 0.8], 7)
const loss = makeLoss(4)
const cycle = cycleReport().cycle!

/** The plots that reports have, of made-up data. */
export const specs: Record<string, PlotSpec> = {
  fit: fitSpec(fit, 'mV', traceData),
  cycle: cycleSpec(cycle, 'cycle'),
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
  scatter: scatterSpec({ parameter: { symbol: 'g', unit: 'mS/cm²' }, ...makeScatter(6, 0.2), r2: 0.71 }),
}

function source(title: string, draw: FigureSource['draw']): FigureSource {
  return { title, description: `What ${title} shows.`, createdAt: '2026-11-02T09:30:00.000Z', draw }
}

export const gallery: Record<string, FigureSource> = {
  ...Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      source(name, (width) => plotFigure(spec, width, 240)),
    ]),
  ),
  corner: source('corner', (width) => cornerFigure(cornerOf(parameters, draws), width)),
}

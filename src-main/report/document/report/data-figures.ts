import { noisesText } from '../../../contract/estimate-text.ts'
import type { Report } from '../../../contract/reports.ts'
import { cycleSpec, cyclesText, describeCycle } from '../../../figures/charts/cycle/cycle-chart.ts'
import { describeFit, fitSpec } from '../../../figures/charts/fit-chart.ts'
import { recordedFit } from '../../../figures/charts/recorded-fit.ts'
import { plot, quiet, section } from '../blocks.ts'
import type { Block } from '../document.ts'

/** Data and posterior predictive bands. */
export function dataBlocks(report: Report): Block[] {
  const { cycle, noises } = report
  return section('Recording and model', [
    ...(cycle ? cycleFigures(cycle) : fitFigures(report)),
    ...(noises ? [quiet(noisesText(noises))] : []),
  ])
}

function cycleFigures(cycle: NonNullable<Report['cycle']>): Block[] {
  return [
    plot(
      'cycle',
      'Mean spike cycle: recorded (black) and the model’s posterior median with its 90 % band (blue).',
      describeCycle(cycle, 'cycle'),
      cycleSpec(cycle, 'cycle'),
    ),
    plot(
      'spike',
      'The spike of the mean cycle, recorded and fitted.',
      describeCycle(cycle, 'spike'),
      cycleSpec(cycle, 'spike'),
    ),
    quiet(cyclesText(cycle)),
  ]
}

function fitFigures(report: Report): Block[] {
  const { data } = report
  const { fit, unit } = recordedFit(report)
  if (fit.t.length < 2) return []
  const further = (report.fit.further ?? []).map((output) => {
    const one = { ...output, t: report.fit.t, spikes: { observed: [], model: [] } }
    const described = { ...data, value: output.value }
    return plot(
      `fit-${output.value.symbol}`,
      `Recorded ${output.value.name} and the posterior’s, with the same bands.`,
      describeFit(one, described),
      fitSpec(one, 'none', described),
      180,
    )
  })
  return [
    plot(
      'trace',
      `Recorded ${data.value.name} (black), posterior of the model (blue: median and 90 % band) and posterior predictive 90 % band of the data (light blue).`,
      describeFit(fit, data),
      fitSpec(fit, unit, data),
    ),
    ...further,
  ]
}

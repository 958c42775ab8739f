import { changedText, equation, moveTexts, smallMove } from '../../../contract/assumed-text.ts'
import { assumptionOf, type Report } from '../../../contract/reports.ts'
import { describeIntervals, intervalsFigure } from '../../../figures/charts/intervals-figure.ts'
import { doubted, drawn, list, paragraph, quiet, section, table } from '../blocks.ts'
import type { Block, TableBlock } from '../document.ts'
import { intervalOf, mostText, none, summaryText } from '../numbers.ts'

const heads = [
  'parameter',
  '#median',
  '#mean',
  '#sd',
  '#50 % interval',
  '#90 % interval',
  '#prior, 90 %',
  'unit',
]

/** The estimates: a table, and a figure of posteriors and priors. */
export function parameterBlocks(report: Report): Block[] {
  if (report.parameters.length === 0)
    return section('Parameters', [paragraph('Not identifiable in this window: no parameters are reported.')])
  const unreliable = report.verdict.level === 'unreliable'
  return section('Parameters', [
    ...(unreliable
      ? [
          paragraph(
            'The verdict is “not reliable”: these are the parameters that come closest to the data; they do not describe them.',
          ),
        ]
      : []),
    parameterTable(report),
    ...list(meanings(report)),
    drawn(
      'intervals',
      doubted(
        report.verdict.level,
        'Posterior (blue) beside the prior (grey) of each parameter, on the prior’s range; the bar is the 90 % interval, the dot the median.',
      ),
      describeIntervals(report.parameters),
      (width) => intervalsFigure(report.parameters, width),
    ),
  ])
}

/** Table of parameters and derived quantities. */
export function parameterTable(report: Report): TableBlock {
  const { parameters, draws, cycle, verdict } = report
  const rows = parameters.map(({ symbol, posterior, intervals, prior, unit }, j) => {
    const column = draws.map((row) => row[j])
    const text = summaryText(posterior, intervalOf(0.5, intervals?.posterior, column))
    return [symbol, text.median, text.mean, text.sd, text.half, text.most, mostText(prior), unit ?? none]
  })
  const ratios = (cycle?.ratios ?? []).map(({ symbol, posterior, unit }) => {
    const text = summaryText(posterior, null)
    return [symbol, text.median, text.mean, text.sd, text.half, text.most, none, unit ?? none]
  })
  return table(
    doubted(
      verdict.level,
      'Parameters: posterior median, mean, standard deviation and central intervals, beside the prior',
    ),
    heads,
    [...rows, ...ratios],
  )
}

/** What each parameter is, and the assumption behind its interval, if any. */
function meanings(report: Report): string[] {
  const own = report.parameters.map(({ name, symbol, meaning }) => {
    const assumption = assumptionOf(report, name)
    return assumption === undefined ? `${symbol}: ${meaning}` : `${symbol}: ${meaning} (${assumption})`
  })
  return [...own, ...(report.cycle?.ratios ?? []).map(({ symbol, label }) => `${symbol}: ${label}`)]
}

/** Parameters in units of the recording: noise in mV and ms. */
export function physicalBlocks({ parameters, verdict }: Report): Block[] {
  const rows = parameters.flatMap(({ symbol, derived }) =>
    derived.map(({ label, unit, summary }) => {
      const text = summaryText(summary, null)
      return [label, symbol, text.median, text.mean, text.sd, text.most, unit]
    }),
  )
  if (rows.length === 0) return []
  return section('In physical units', [
    table(
      doubted(
        verdict.level,
        'Noise and scales in units of the recording: posterior median, mean, standard deviation and 90 % interval',
      ),
      ['quantity', 'of', '#median', '#mean', '#sd', '#90 % interval', 'unit'],
      rows,
    ),
  ])
}

/** Assumed constants, and the sensitivity of the estimates to them. */
export function givenBlocks({ assumed, parameters, verdict }: Report): Block[] {
  if (!assumed || assumed.length === 0) return []
  const rows = assumed.map((one) => {
    const moves = moveTexts(one, parameters)
    const told = moves.filter(({ small }) => !small).map(({ symbol, by, sd }) => `${symbol} ${by} (${sd})`)
    const said =
      moves.length === 0
        ? 'not computed'
        : told.length === 0
          ? `all by less than ${smallMove} sd`
          : told.join(', ')
    return [equation(one), moves.length > 0 ? changedText(one) : none, said]
  })
  return section('Given', [
    table(
      doubted(verdict.level, 'Fixed values, and how the estimates change with each'),
      ['value', 'if it were', 'estimates move by (posterior sd)'],
      rows,
    ),
    quiet(`Moves of less than ${smallMove} posterior standard deviations are left out.`),
  ])
}

import type { Summary } from '../contract/common.ts'
import { fixed, percent } from '../contract/numbers.ts'
import { networkReads, type ParameterEstimate, type Report } from '../contract/reports.ts'
import { featureLines, featuresJson } from './feature-lines.ts'
import { table, withUncertainty } from './table.ts'

/**
 * The line of JSON for one trace, in the form that scripts rely on.
 * @param recording the file as it was named on the command line
 */
export function jsonLine(recording: string, report: Report): string {
  const { diagnostics, verdict, parameters } = report
  return JSON.stringify({
    recording,
    sweep: report.recording.sweep,
    model: report.model.id,
    seed: report.seed,
    parameters: byName(parameters, (parameter) => parameter.posterior),
    network: byName(parameters, (parameter) => networkOf(report, parameter)),
    diagnostics: {
      essFraction: diagnostics.essFraction,
      draws: diagnostics.draws,
      simulations: diagnostics.simulations,
      paretoK: diagnostics.paretoK,
      verdict: verdict.level,
      reasons: concerns(report),
    },
    ...(report.features && { features: featuresJson(report.features) }),
    seconds: report.timing.total,
  })
}

/** The line for a file, or one sweep of it, that could not be estimated. */
export function errorLine(
  recording: string,
  sweep: string | null,
  error: { code: string; message: string },
): string {
  const { code, message } = error
  return JSON.stringify({ recording, ...(sweep !== null && { sweep }), error: { code, message } })
}

/** The result of one trace for people. */
export function textLines(recording: string, report: Report): string[] {
  const { verdict, parameters } = report
  const { sweep, window } = report.recording
  // A point network knows no interval: this is its value, give or take the error in its tests.
  const networkTitle = report.model.reads ? 'network ± test error' : 'network alone'
  const rows = parameters.flatMap((parameter) => [
    rowOf(parameter, networkOf(report, parameter)),
    ...parameter.derived.map(derivedRow),
  ])
  const numbers = rows.length > 0 ? table([['', 'median', '90 % interval', networkTitle], ...rows]) : []
  const features = report.features ? featureLines(report.features).map((line) => `  ${line}`) : []
  return [
    `${recording}, ${sweep}, ${fixed(window.from, 1)} to ${fixed(window.to, 1)} ms`,
    `  ${verdict.level}: ${verdict.headline}`,
    // The worst one is the headline already.
    ...concerns(report)
      .filter((text) => !verdict.headline.endsWith(text))
      .map((text) => `  - ${text}`),
    // Where the model is not to be trusted, what was recorded stands in front.
    ...(verdict.level === 'unreliable' ? features : []),
    ...numbers.map((line) => `  ${line}`),
    ...(verdict.level === 'unreliable' ? [] : features),
    ...(report.appliedPrior
      ? [`  prior “${report.appliedPrior.name}”, by weights in place of the model’s`]
      : []),
    `  model ${report.model.name}, seed ${report.seed}, ${sampling(report)}${fixed(report.timing.total, 2)} s`,
  ]
}

/** What the network alone says; of a point network its value and the error in its tests, or null where it reads none. */
function networkOf(report: Report, { name, network }: ParameterEstimate): Summary | null {
  return networkReads(report, name) ? network : null
}

function rowOf({ symbol, unit, posterior }: ParameterEstimate, network: Summary | null): string[] {
  return [
    unit ? `${symbol} (${unit})` : symbol,
    withUncertainty(posterior.q50, posterior.sd),
    interval(posterior),
    network ? interval(network) : '–',
  ]
}

/** A parameter in a unit of the recording. */
function derivedRow({ label, unit, summary }: ParameterEstimate['derived'][number]): string[] {
  return [`  ${label} (${unit})`, withUncertainty(summary.q50, summary.sd), interval(summary), '']
}

/** Nothing where nothing was sampled, as of a silent trace. */
function sampling({ diagnostics: { draws, essFraction, simulations } }: Report): string {
  if (draws === 0) return ''
  return `effective sample size ${percent(essFraction)} of ${draws} draws, ${simulations} simulations, `
}

function interval({ q05, q95, sd }: Summary): string {
  return `${withUncertainty(q05, sd)} to ${withUncertainty(q95, sd)}`
}

/** What speaks against trusting the result, worst first. */
function concerns({ verdict }: Report): string[] {
  return verdict.reasons.filter((reason) => reason.level !== 'ok').map((reason) => reason.text)
}

function byName(parameters: ParameterEstimate[], pick: (parameter: ParameterEstimate) => Summary | null) {
  return Object.fromEntries(
    parameters.map((parameter) => {
      const summary = pick(parameter)
      if (!summary) return [parameter.name, null]
      const { mean, sd, q05, q50, q95 } = summary
      return [parameter.name, { mean, sd, q05, q50, q95 }]
    }),
  )
}

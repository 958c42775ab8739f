import type { Summary } from '../contract/common.ts'
import type { CycleRatio } from '../contract/cycles.ts'
import { fixed, percent } from '../contract/numbers.ts'
import { type NextStep, networkReads, type ParameterEstimate, type Report } from '../contract/reports.ts'
import { crossCheckLines } from './cross-check-lines.ts'
import { featureLines, featuresJson } from './feature-lines.ts'
import { table, withUncertainty } from './table.ts'

/**
 * The line of JSON for one trace, in the form that scripts rely on.
 * @param recording the file as it was named on the command line
 * @param nextModel id of a model of the kind that the verdict says to try; null where there is none
 */
export function jsonLine(recording: string, report: Report, nextModel: string | null = null): string {
  const { diagnostics, verdict, parameters, cycle } = report
  return JSON.stringify({
    recording,
    sweep: report.recording.sweep,
    model: report.model.id,
    seed: report.seed,
    parameters: byName(parameters, (parameter) => parameter.posterior),
    network: byName(parameters, (parameter) => networkOf(report, parameter)),
    ...(cycle && {
      ratios: Object.fromEntries(cycle.ratios.map(({ name, posterior }) => [name, summaryOf(posterior)])),
      /** Parameters that hold only together with an assumption, and which. */
      weak: Object.fromEntries(cycle.weak.map(({ parameter, text }) => [parameter, text])),
    }),
    diagnostics: {
      essFraction: diagnostics.essFraction,
      draws: diagnostics.draws,
      simulations: diagnostics.simulations,
      paretoK: diagnostics.paretoK,
      ...(diagnostics.mcmc && { mcmc: diagnostics.mcmc }),
      verdict: verdict.level,
      reasons: concerns(report),
    },
    ...(report.crossCheck && { crossCheck: report.crossCheck }),
    ...(verdict.next && { next: { text: verdict.next.text, model: nextModel } }),
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

/** The result of one trace for people. @param nextModel as in `jsonLine` */
export function textLines(recording: string, report: Report, nextModel: string | null = null): string[] {
  const { verdict, parameters, cycle } = report
  const { sweep, window } = report.recording
  // A point network knows no interval: this is its value, give or take the error in its tests.
  const networkTitle = report.model.reads ? 'network ± test error' : 'network alone'
  const isWeak = (name: string): boolean => cycle?.weak.some(({ parameter }) => parameter === name) ?? false
  const rows = [
    ...parameters.flatMap((parameter) => [
      rowOf(parameter, networkOf(report, parameter), isWeak(parameter.name)),
      ...parameter.derived.map(derivedRow),
    ]),
    ...(cycle?.ratios ?? []).map(ratioRow),
  ]
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
    ...(verdict.next ? [`  Next: ${nextText(recording, verdict.next, nextModel)}`] : []),
    ...numbers.map((line) => `  ${line}`),
    ...weakLines(report).map((line) => `  ${line}`),
    ...(verdict.level === 'unreliable' ? [] : features),
    ...(report.appliedPrior
      ? [`  prior “${report.appliedPrior.name}”, by weights in place of the model’s`]
      : []),
    ...(report.crossCheck ? crossCheckLines(report.crossCheck).map((line) => `  ${line}`) : []),
    `  model ${report.model.name}, seed ${report.seed}, ${sampling(report)}${fixed(report.timing.total, 2)} s`,
  ]
}

/** What the network alone says; of a point network its value and the error in its tests, or null where it reads none. */
function networkOf(report: Report, { name, network }: ParameterEstimate): Summary | null {
  return networkReads(report, name) ? network : null
}

/** @param weak whether it holds only together with an assumption: marked by an asterisk */
function rowOf(
  { symbol, unit, posterior }: ParameterEstimate,
  network: Summary | null,
  weak: boolean,
): string[] {
  return [
    `${unit ? `${symbol} (${unit})` : symbol}${weak ? ' *' : ''}`,
    withUncertainty(posterior.q50, posterior.sd),
    interval(posterior),
    network ? interval(network) : '–',
  ]
}

/** A parameter in a unit of the recording. */
function derivedRow({ label, unit, summary }: ParameterEstimate['derived'][number]): string[] {
  return [`  ${label} (${unit})`, withUncertainty(summary.q50, summary.sd), interval(summary), '']
}

/** A quantity made of several parameters. */
function ratioRow({ symbol, unit, posterior }: CycleRatio): string[] {
  return [
    unit ? `${symbol} (${unit})` : symbol,
    withUncertainty(posterior.q50, posterior.sd),
    interval(posterior),
    '',
  ]
}

/** “* gL, Idrive: biased where …”: one line for each assumption. */
function weakLines({ parameters, cycle }: Report): string[] {
  const weak = cycle?.weak ?? []
  const symbolOf = (name: string): string => parameters.find((one) => one.name === name)?.symbol ?? name
  return [...new Set(weak.map(({ text }) => text))].map((text) => {
    const of = weak.filter((one) => one.text === text).map(({ parameter }) => symbolOf(parameter))
    return `* ${of.join(', ')}: ${text}`
  })
}

/** “Try … (nagumo estimate cell07.csv --model spike-cycle)”. */
function nextText(recording: string, { text }: NextStep, model: string | null): string {
  if (model === null) return `${text} (no model of this kind is in the library: nagumo models)`
  const file = /\s/.test(recording) ? `"${recording}"` : recording
  return `${text} (nagumo estimate ${file} --model ${model})`
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
      return [parameter.name, summary && summaryOf(summary)]
    }),
  )
}

function summaryOf({ mean, sd, q05, q50, q95 }: Summary): Summary {
  return { mean, sd, q05, q50, q95 }
}

import { changedText, givenText, moveTexts, smallMove } from '../contract/assumed-text.ts'
import type { Summary } from '../contract/common.ts'
import type { CycleRatio } from '../contract/cycles.ts'
import { noisesText } from '../contract/estimate-text.ts'
import { fixed, percent } from '../contract/numbers.ts'
import type { Doubt } from '../contract/recordings.ts'
import { remedyOf } from '../contract/remedy.ts'
import {
  howApplied,
  type NextStep,
  networkReads,
  type ParameterEstimate,
  type Report,
  type Verdict,
} from '../contract/reports.ts'
import { optionOf } from './conditioning-options.ts'
import { crossCheckLines } from './cross-check-lines.ts'
import { doubtsJson } from './doubt-lines.ts'
import { featureLines, featuresJson } from './feature-lines.ts'
import { optionsOf } from './prior-options.ts'
import { table, withUncertainty } from './table.ts'

/**
 * The JSON line for one trace, a stable format for scripts.
 * @param recording the file as named on the command line
 * @param nextModel id of a model of the kind that the verdict suggests next; null where there is none
 * @param doubts ambiguities found in reading the file
 */
export function jsonLine(
  recording: string,
  report: Report,
  nextModel: string | null = null,
  doubts: readonly Doubt[] = [],
): string {
  const { diagnostics, verdict, parameters, cycle } = report
  return JSON.stringify({
    recording,
    sweep: report.recording.sweep,
    model: report.model.id,
    seed: report.seed,
    parameters: byName(parameters, (parameter) => parameter.posterior),
    network: byName(parameters, (parameter) => networkOf(report, parameter)),
    /** Central 50, 80, 90 and 95 % intervals of the posterior and of the network alone. */
    ...(parameters.some(({ intervals }) => intervals) && {
      intervals: Object.fromEntries(
        parameters.map(({ name, intervals }) => [
          name,
          intervals && { ...intervals, network: networkReads(report, name) ? intervals.network : null },
        ]),
      ),
    }),
    ...(cycle && {
      ratios: Object.fromEntries(cycle.ratios.map(({ name, posterior }) => [name, summaryOf(posterior)])),
      /** Parameters that depend on an assumption, and which. */
      weak: Object.fromEntries(cycle.weak.map(({ parameter, text }) => [parameter, text])),
    }),
    ...(report.assumed && { given: givenJson(report.assumed) }),
    diagnostics: {
      ...(diagnostics.start && { start: diagnostics.start }),
      essFraction: diagnostics.essFraction,
      draws: diagnostics.draws,
      simulations: diagnostics.simulations,
      paretoK: diagnostics.paretoK,
      ...(diagnostics.mcmc && { mcmc: diagnostics.mcmc }),
      verdict: verdict.level,
      reasons: concerns(report),
    },
    ...(report.crossCheck && { crossCheck: report.crossCheck }),
    ...(verdict.next && {
      next: {
        text: verdict.next.text,
        model: nextModel,
        ...(verdict.next.noise && { noise: verdict.next.noise }),
      },
    }),
    ...(report.noises && { noises: report.noises }),
    ...(report.features && { features: featuresJson(report.features) }),
    ...doubtsJson(doubts),
    seconds: report.timing.total,
  })
}

/** The line for a file, or one of its sweeps, that could not be estimated. */
export function errorLine(
  recording: string,
  sweep: string | null,
  error: { code: string; message: string },
): string {
  const { code, message } = error
  return JSON.stringify({ recording, ...(sweep !== null && { sweep }), error: { code, message } })
}

/** The result of one trace as text. @param nextModel as in `jsonLine` */
export function textLines(recording: string, report: Report, nextModel: string | null = null): string[] {
  const { verdict, parameters, cycle } = report
  const { sweep, window } = report.recording
  // A point network has no interval: shows its value ± its test error.
  const networkTitle = report.model.reads ? 'network ± test error' : 'network alone'
  const said = parameters.some(({ name }) => networkReads(report, name))
  const isWeak = (name: string): boolean => cycle?.weak.some(({ parameter }) => parameter === name) ?? false
  const rows = [
    ...parameters.flatMap((parameter) => [
      rowOf(parameter, networkOf(report, parameter), isWeak(parameter.name), said),
      ...parameter.derived.map(derivedRow),
    ]),
    ...(cycle?.ratios ?? []).map(ratioRow),
  ]
  const numbers =
    rows.length > 0 ? table([['', 'median', '90 % interval', said ? networkTitle : ''], ...rows]) : []
  const features = report.features ? featureLines(report.features).map((line) => `  ${line}`) : []
  return [
    `${recording}, ${sweep}, ${fixed(window.from, 1)} to ${fixed(window.to, 1)} ms`,
    `  ${verdict.level}: ${verdict.headline}`,
    // The worst one is already in the headline.
    ...concerns(report)
      .filter((text) => !verdict.headline.endsWith(text))
      .map((text) => `  - ${text}`),
    // Where the model is unreliable, measured features come first.
    ...(verdict.level === 'unreliable' ? features : []),
    ...remedyLines(verdict),
    ...(verdict.next ? [`  Next: ${nextText(recording, verdict.next, nextModel)}`] : []),
    ...numbers.map((line) => `  ${line}`),
    ...weakLines(report).map((line) => `  ${line}`),
    ...(report.noises ? [`  ${noisesText(report.noises)}`] : []),
    ...givenLines(report).map((line) => `  ${line}`),
    ...(verdict.level === 'unreliable' ? [] : features),
    ...(report.appliedPrior
      ? [`  prior “${report.appliedPrior.name}” in place of the model’s, ${howApplied(report)}`]
      : []),
    ...(report.crossCheck ? crossCheckLines(report.crossCheck).map((line) => `  ${line}`) : []),
    `  model ${report.model.name}, seed ${report.seed}, ${sampling(report)}${fixed(report.timing.total, 2)} s`,
  ]
}

/** The network's own estimate: of a point network its value and test error, or null where it has none. */
function networkOf(report: Report, { name, network }: ParameterEstimate): Summary | null {
  return networkReads(report, name) ? network : null
}

/**
 * @param weak whether it depends on an assumption: marked by an asterisk
 * @param said whether the network estimated any parameter
 */
function rowOf(
  { symbol, unit, posterior }: ParameterEstimate,
  network: Summary | null,
  weak: boolean,
  said: boolean,
): string[] {
  return [
    `${unit ? `${symbol} (${unit})` : symbol}${weak ? ' *' : ''}`,
    withUncertainty(posterior.q50, posterior.sd),
    interval(posterior),
    network ? interval(network) : said ? '–' : '',
  ]
}

/** A parameter in a unit of the recording. */
function derivedRow({ label, unit, summary }: ParameterEstimate['derived'][number]): string[] {
  return [`  ${label} (${unit})`, withUncertainty(summary.q50, summary.sd), interval(summary), '']
}

/** A quantity derived from several parameters. */
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

/** “given γ = 3, ζ = −0.4”, and the sensitivity to each: “γ = 3.1: θ₀ +0.002 (0.4 sd), θ₁ +0.070 (6.2 sd)”. */
function givenLines({ assumed = [], parameters }: Report): string[] {
  if (assumed.length === 0 || parameters.length === 0) return []
  const lines = assumed.flatMap((one) => {
    const told = moveTexts(one, parameters)
    const moves = told.filter(({ small }) => !small).map(({ symbol, by, sd }) => `${symbol} ${by} (${sd})`)
    if (told.some(({ small }) => small))
      moves.push(
        moves.length > 0 ? `others by less than ${smallMove} sd` : `all by less than ${smallMove} sd`,
      )
    return moves.length > 0 ? [`  ${one.symbol} = ${changedText(one)}: ${moves.join(', ')}`] : []
  })
  return [
    `given ${givenText(assumed)}${lines.length > 0 ? '; with another value the estimates move:' : ''}`,
    ...lines,
  ]
}

/** Assumed constants by name, and the sensitivity of each estimate. */
function givenJson(assumed: NonNullable<Report['assumed']>) {
  return Object.fromEntries(
    assumed.map(({ name, value, change, moves }) => [
      name,
      {
        value,
        change,
        moves: Object.fromEntries(moves.map(({ parameter, by, inSd }) => [parameter, { by, inSd }])),
      },
    ]),
  )
}

/** “Try … (nagumo estimate cell07.csv --model spike-cycle)”. */
function nextText(recording: string, { text, noise }: NextStep, model: string | null): string {
  if (noise !== undefined) return `${text} (--noise ${noise})`
  if (model === null) return `${text} (no such model in the library: nagumo models)`
  const file = /\s/.test(recording) ? `"${recording}"` : recording
  return `${text} (nagumo estimate ${file} --model ${model})`
}

/** The suggested change of conditioning or prior for the verdict's reasons. */
function remedyLines(verdict: Verdict): string[] {
  const remedy = remedyOf(verdict)
  if (!remedy) return []
  return [`  Next: ${remedy.text} (${'prior' in remedy ? optionsOf(remedy.prior) : optionOf(remedy.step)})`]
}

/** Empty where there was no sampling, as for a silent trace. */
function sampling({ diagnostics: { draws, essFraction, simulations } }: Report): string {
  if (draws === 0) return ''
  return `effective sample size ${percent(essFraction)} of ${draws} draws, ${simulations} simulations, `
}

function interval({ q05, q95, sd }: Summary): string {
  return `${withUncertainty(q05, sd)} to ${withUncertainty(q95, sd)}`
}

/** Reasons against trusting the result, worst first. */
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

import { fixed } from '../contract/numbers.ts'
import type { AnyReport } from '../report/any-report.ts'
import { type ComparedNumbers, compareNumbers, mostErrors, verdictsOf } from '../report/compare-numbers.ts'
import { readReport } from '../report/read-report.ts'
import { readArguments, usage } from './arguments.ts'
import type { Command } from './context.ts'
import { findOriginal } from './find-original.ts'
import { cellModelsOf, makeAgain } from './make-again.ts'
import { openHere } from './open-library.ts'

export const reproduceCommand: Command = {
  name: 'reproduce',
  summary: 'repeat the estimate of a report from its recording, and compare the numbers',
  usage: `Repeat the estimate of a report from its recording (same sweep, window, conditioning, scaling, prior, noise, model and
seed) and compare every number. For parameters over time all finished windows, for a cell its membrane, its
integrate-and-fire model and its features.

Usage: nagumo reproduce REPORT.json [options]

  --file PATH  the recording, or a folder that contains it under any name (default: the library’s original, found by
               its id or by the SHA-256 of its file)
  --json       one line of JSON

Exit code: 0 only where all numbers are identical, or agree within Monte Carlo error (${mostErrors} standard errors).`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      file: { type: 'string' },
      json: { type: 'boolean' },
    })
    if (positionals.length !== 1)
      throw usage('reproduce takes one report: nagumo reproduce cell07-v1-20260314-092653-0123456789.json')
    const before = await readReport(positionals[0])
    const library = await openHere(context)
    const found = await findOriginal(before, library, values.file)
    context.say(`Recording: ${found.where}`)
    if (before.recording.sha256 === undefined)
      context.say(
        'The report is from an earlier Nagumo without SHA-256: whether the file is the same is unknown.',
      )
    const now = await makeAgain(before, found, library, context)
    const compared = compareNumbers(before, now)
    const changed = changesOf(before, now)
    for (const line of values.json ? [jsonOf(before, compared, changed)] : linesOf(before, compared, changed))
      context.print(line)
    return compared.outcome === 'different' ? 1 : 0
  },
}

/** Differences between the two results. */
function changesOf(before: AnyReport, now: AnyReport): string[] {
  const backendOf = ({ program }: AnyReport): string => ('backend' in program ? program.backend : '')
  const [a, b] = [verdictsOf(before), verdictsOf(now)]
  const pairs: [string, string, string][] = [
    ['program version', before.program.version, now.program.version],
    ['backend', backendOf(before), backendOf(now)],
    ...a.map((level, k): [string, string, string] => [
      a.length === 1 ? 'verdict' : `verdict of window ${k + 1}`,
      level,
      b[k] ?? 'none',
    ]),
  ]
  return pairs.filter(([, a, b]) => a !== b).map(([what, a, b]) => `${what}: ${a} then, ${b} now`)
}

function jsonOf(
  before: AnyReport,
  { outcome, numbers, unmatched }: ComparedNumbers,
  changed: string[],
): string {
  const { id, seed } = before
  const model = before.format === 'nagumo-cell' ? cellModelsOf(before).join(',') : before.model.id
  return JSON.stringify({ report: id, model, seed, outcome, changed, unmatched, numbers })
}

const outcomes = {
  identical: 'All numbers are identical.',
  near: `All numbers agree within Monte Carlo error (at most ${mostErrors} standard errors).`,
  different: 'The numbers differ.',
}

function linesOf(before: AnyReport, compared: ComparedNumbers, changed: string[]): string[] {
  const { outcome, numbers, unmatched } = compared
  const { id } = before
  const parameters = before.format === 'nagumo-cell' ? [] : before.parameters
  /** “θ₀”, “window 3: θ₀”. */
  const symbolOf = (text: string): string => {
    const [, place = '', name = text] = /^(.*: )(.*)$/.exec(text) ?? []
    return `${place}${parameters.find((one) => one.name === name)?.symbol ?? name}`
  }
  const apart = numbers.filter(({ inErrors }) => inErrors > 0)
  return [
    `${id}: ${outcomes[outcome]}`,
    `  ${numbers.length - apart.length} of ${numbers.length} numbers are identical`,
    ...apart.map(
      ({ parameter, number, before, now, inErrors }) =>
        `  ${symbolOf(parameter)} ${number}: ${before} then, ${now} now${Number.isFinite(inErrors) ? `, ${fixed(inErrors, 2)} standard errors apart` : ''}`,
    ),
    ...unmatched.map((name) => `  ${symbolOf(name)} is in only one of the two`),
    ...changed.map((text) => `  not the same: ${text}`),
  ]
}

import { readFile } from 'node:fs/promises'
import { NagumoError } from '../contract/errors.ts'
import { issueText } from '../contract/issue-words.ts'
import { fixed } from '../contract/numbers.ts'
import { Report } from '../contract/reports.ts'
import { estimateTrace } from '../jobs/estimate-trace.ts'
import { findModel } from '../jobs/find-model.ts'
import type { TraceSource } from '../jobs/trace-job.ts'
import type { Library } from '../library/index.ts'
import { type ComparedNumbers, compareNumbers, mostErrors } from '../report/compare-numbers.ts'
import { readArguments, usage } from './arguments.ts'
import type { CliContext, Command } from './context.ts'
import { findOriginal } from './find-original.ts'
import { openHere } from './open-library.ts'
import { readTraces } from './read-traces.ts'

export const reproduceCommand: Command = {
  name: 'reproduce',
  summary: 'make a report again from its recording, and say whether the numbers agree',
  usage: `Make a report again from its recording: the same sweep, window, conditioning, scaling, prior, noise, model and seed;
and say, number by number, whether the two agree.

Usage: nagumo reproduce REPORT.json [options]

  --file PATH  the recording, or a folder that holds it under whatever name (default: the library’s original, found by
               the recording or by the SHA-256 of its file)
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
    const source = await sourceOf(before, library, values.file, context)
    const now = await again(before, source, library, context)
    const compared = compareNumbers(before, now)
    const changed = changesOf(before, now)
    for (const line of values.json ? [jsonOf(before, compared, changed)] : linesOf(before, compared, changed))
      context.print(line)
    return compared.outcome === 'different' ? 1 : 0
  },
}

async function readReport(path: string): Promise<Report> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new NagumoError('FILE_NOT_FOUND', `The report ${path} can’t be opened. Check its path.`)
  })
  const data = parse(text)
  const format = (data as { format?: unknown } | null)?.format
  if (format === 'nagumo-cell' || format === 'nagumo-series')
    throw usage(
      `${path} is ${format === 'nagumo-cell' ? 'the report of a cell' : 'of parameters over time'}; reproduce takes the report of one trace. Estimate it again with its seed.`,
    )
  const parsed = Report.safeParse(data)
  if (parsed.success) return parsed.data
  throw usage(
    `A report as --out or “Save JSON” writes it was expected; ${path} is something else, or of another version: ${issueText(parsed.error)}. Export the report again from the program that made it.`,
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The trace, read as it was then. */
async function sourceOf(
  { recording, ...rest }: Report,
  library: Library,
  given: string | undefined,
  context: CliContext,
): Promise<TraceSource> {
  const found = await findOriginal({ recording, ...rest }, library, given)
  context.say(`Recording: ${found.where}`)
  if (recording.sha256 === undefined)
    context.say(
      'The report is of an earlier Nagumo, which kept no SHA-256: nothing says that the file is the same.',
    )
  const choice = { ...(recording.choice ?? found.choice), voltageUnit: recording.voltageUnit }
  const traces = await readTraces(found.path, { sweeps: null, choice }, context.signal)
  const source = traces.find(({ sweepIndex }) => sweepIndex === recording.sweepIndex)
  if (source) return { ...source, recordingId: recording.id, recordingName: recording.name }
  throw new NagumoError(
    'NOT_FOUND',
    `The report is of sweep ${recording.sweepIndex + 1}, “${recording.sweep}”; the file has ${traces.length}. Give the file that was estimated with --file.`,
  )
}

async function again(
  before: Report,
  source: TraceSource,
  library: Library,
  { createCompute, version, signal, progress }: CliContext,
): Promise<Report> {
  const model = await findModel(library, before.model.id)
  if (model.checksum !== before.model.checksum)
    throw new NagumoError(
      'NOT_FOUND',
      `The report was made by the model “${before.model.name}” with the checksum ${before.model.checksum.slice(0, 12)}…; the model of that name here has ${model.checksum.slice(0, 12)}…, so it is another one. Import the model that the report was made by (Models, Import).`,
    )
  const { conditioning, window, rescaling } = before.recording
  const modelFolder = await library.models.folderOf(model.id)
  const compute = createCompute()
  try {
    const events = estimateTrace(compute, version, {
      source,
      model,
      modelFolder,
      conditioning,
      window,
      rescaling,
      prior: before.appliedPrior ?? undefined,
      seed: before.seed,
      signal,
    })
    for await (const event of events) {
      if (event.type === 'report') return event.report
      progress(event.text)
    }
  } finally {
    progress('')
    await compute.close()
  }
  throw new Error('the estimate ended without a result')
}

/** What was not the same when it was made again. */
function changesOf(before: Report, now: Report): string[] {
  const pairs: [string, string, string][] = [
    ['program version', before.program.version, now.program.version],
    ['backend', before.program.backend, now.program.backend],
    ['verdict', before.verdict.level, now.verdict.level],
  ]
  return pairs.filter(([, a, b]) => a !== b).map(([what, a, b]) => `${what}: ${a} then, ${b} now`)
}

function jsonOf(
  { id, seed, model }: Report,
  { outcome, numbers, unmatched }: ComparedNumbers,
  changed: string[],
): string {
  return JSON.stringify({ report: id, model: model.id, seed, outcome, changed, unmatched, numbers })
}

const outcomes = {
  identical: 'All numbers are identical.',
  near: `All numbers agree within Monte Carlo error (at most ${mostErrors} standard errors).`,
  different: 'The numbers differ.',
}

function linesOf({ id, parameters }: Report, compared: ComparedNumbers, changed: string[]): string[] {
  const { outcome, numbers, unmatched } = compared
  const symbolOf = (name: string): string => parameters.find((one) => one.name === name)?.symbol ?? name
  const apart = numbers.filter(({ inErrors }) => inErrors > 0)
  return [
    `${id}: ${outcomes[outcome]}`,
    `  ${numbers.length - apart.length} of ${numbers.length} numbers are identical`,
    ...apart.map(
      ({ parameter, number, before, now, inErrors }) =>
        `  ${symbolOf(parameter)} ${number}: ${before} then, ${now} now, ${fixed(inErrors, 2)} standard errors apart`,
    ),
    ...unmatched.map((name) => `  ${symbolOf(name)} is in one of the two only`),
    ...changed.map((text) => `  not the same: ${text}`),
  ]
}

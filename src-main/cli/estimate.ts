import { mkdir } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Compute } from '../compute/process/compute.ts'
import type { Conditioning } from '../contract/conditioning.ts'
import { NagumoError } from '../contract/errors.ts'
import { byEvidence } from '../contract/estimates.ts'
import type { PriorChange, PriorFile } from '../contract/priors.ts'
import type { Window } from '../contract/recordings.ts'
import type { Report } from '../contract/reports.ts'
import type { Series } from '../contract/series.ts'
import { type CrossChecked, crossCheckReport } from '../jobs/cross-check-report.ts'
import { estimateWithNoise } from '../jobs/estimate-noise.ts'
import type { TraceSource } from '../jobs/trace-job.ts'
import type { Library } from '../library/index.ts'
import { withNoise } from '../model/composition/with-noise.ts'
import { exportReport } from '../report/export.ts'
import { fromRpcError } from '../rpc/errors.ts'
import { readArguments, seedOf, usage } from './arguments.ts'
import { cellModelOf, familyUsage } from './cell-options.ts'
import { conditioningOptions, conditioningUsage, readConditioning } from './conditioning-options.ts'
import type { CliContext, Command } from './context.ts'
import { sayDoubts } from './doubt-lines.ts'
import { estimateCells } from './estimate-cells.ts'
import { estimateOverTime } from './estimate-over-time.ts'
import { printTrace } from './fault-trace.ts'
import { findModel, nextModel } from './find-model.ts'
import { openHere } from './open-library.ts'
import { fillOverTime, type OverTimeOptions, overTimeOf, overTimeUsage } from './over-time-option.ts'
import { changedPrior, priorOptions, priorUsage, readPriorChange } from './prior-options.ts'
import { readPrior } from './read-prior.ts'
import { readTraces, type TraceOptions } from './read-traces.ts'
import { errorLine, jsonLine, textLines } from './report-lines.ts'
import { readStopped, sweepOf } from './resume-option.ts'
import { readTraceOptions, traceOptions, traceOptionsUsage } from './trace-options.ts'
import { writeOut } from './write-out.ts'

export const estimateCommand: Command = {
  name: 'estimate',
  summary: 'estimate the parameters behind recorded traces',
  usage: `Estimate the parameters behind recorded traces. A file that fails is told, and the others go on.

Usage: nagumo estimate FILE… [options]

  --model NAME          the model to read them with (default: the first of nagumo models that is made for
                        traces in such units)
  --prior FILE.json     a prior in place of the model’s: within it by the exact weights; else the exact
                        likelihood finds the posterior, started from the network where that can read the data
  --noise KIND          a kind of noise in place of the prior’s: ar1, white, ar2, white+ar1; “evidence” tries each
                        and takes the one that the evidence favours
${priorUsage}
  --window A:B          part of the recording, in ms on its own clock (default: as much as the model takes)
${traceOptionsUsage}
${conditioningUsage}
${overTimeUsage}
  --cross-check         also sample each posterior by an independent sampler, differential evolution MCMC, and say
                        whether both agree (about a minute each)
  --seed N              makes the same numbers again (default: drawn, and told)
  --json                one line of JSON for each trace, or for each window
  --out DIR             also write each report there, as JSON and CSV

A cell under a known injected current: nagumo estimate FILE… --model membrane|gif [options]
All sweeps of the file are one cell’s: its membrane (sweeps without spikes), or a generalized integrate-and-fire cell.
Beside these it takes --seed, --json, --out:

${familyUsage.split('\n').slice(0, 3).join('\n')}`,
  async run(args, context) {
    const ofCell = cellModelOf(args)
    if (ofCell) return estimateCells(args, ofCell, context)
    const command = await readCommand(args, context)
    const library = await openHere(context)
    if (command.model !== undefined) await findModel(library, command.model)
    if (command.out !== undefined) await makeFolder(command.out)
    const compute = context.createCompute()
    let failed = false
    try {
      for (const file of command.files) {
        if (!(await estimateFile(file, { command, library, compute, context }))) failed = true
        if (context.signal.aborted) throw new NagumoError('CANCELLED', 'Stopped.')
      }
    } finally {
      context.progress('')
      await compute.close()
    }
    return failed ? 1 : 0
  },
}

/** What was asked for on the command line. */
interface EstimateCommand extends TraceOptions {
  files: string[]
  model?: string | undefined
  prior?: PriorFile | undefined
  noise?: string | undefined
  priorChange: PriorChange
  window?: Window | undefined
  conditioning: Conditioning
  overTime?: OverTimeOptions | undefined
  /** Parameters over time that were stopped. */
  resume?: Series | undefined
  crossCheck: boolean
  seed?: number | undefined
  json: boolean
  out?: string | undefined
}

interface Work {
  command: EstimateCommand
  library: Library
  compute: Compute
  context: CliContext
}

async function readCommand(args: string[], context: CliContext): Promise<EstimateCommand> {
  const { values, positionals } = readArguments(fillOverTime(args), {
    model: { type: 'string' },
    prior: { type: 'string' },
    noise: { type: 'string' },
    ...priorOptions,
    ...traceOptions,
    ...conditioningOptions,
    'over-time': { type: 'string' },
    resume: { type: 'string' },
    'cross-check': { type: 'boolean' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
    out: { type: 'string' },
  })
  if (!positionals.length) throw usage('estimate needs at least one file: nagumo estimate cell07.csv')
  if (values['over-time'] !== undefined && values.noise === byEvidence)
    throw usage(
      '--noise evidence compares noises on one window. Leave --over-time out, or name a kind of noise.',
    )
  const ofTraces = readTraceOptions(values)
  const resume =
    values.resume === undefined ? undefined : await readStopped(values.resume, positionals, values)
  return {
    files: positionals,
    model: values.model,
    prior: values.prior ? await readPrior(values.prior, context.say) : undefined,
    noise: values.noise,
    priorChange: readPriorChange(values),
    ...ofTraces,
    conditioning: readConditioning(values, ofTraces.window),
    overTime: resume ? {} : overTimeOf(values['over-time']),
    resume,
    crossCheck: crossCheckOf(values),
    seed: seedOf(values.seed),
    json: values.json ?? false,
    out: values.out,
  }
}

/** @throws NagumoError USAGE */
function crossCheckOf(values: { 'cross-check'?: boolean; 'over-time'?: string; resume?: string }): boolean {
  const asked = values['cross-check'] ?? false
  if (asked && (values['over-time'] !== undefined || values.resume !== undefined))
    throw usage('--cross-check checks one estimate of a trace; it does not go with --over-time or --resume.')
  return asked
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || code === 'ENOTDIR')
      throw usage(`--out takes a folder; ${path} is a file or lies in one.`)
    throw error
  }
}

/** @returns whether all its traces were estimated */
async function estimateFile(file: string, work: Work): Promise<boolean> {
  const { command, context } = work
  let traces: TraceSource[]
  try {
    context.progress(`${file}: reading`)
    traces = await readTraces(file, command, context.signal)
    if (command.resume) traces = [sweepOf(command.resume, traces)]
    if (!command.json) sayDoubts(context, file, traces[0]?.doubts)
  } catch (error) {
    tellFailure(work, file, null, error)
    return false
  }
  let good = true
  for (const source of traces) {
    if (context.signal.aborted) return false
    try {
      if (command.overTime) {
        await sweepOverTime(file, source, command.overTime, work)
        continue
      }
      const report = await estimateSource(file, source, work)
      const next = await nextModel(work.library, report.verdict)
      const lines = command.json
        ? [jsonLine(file, report, next, source.doubts)]
        : textLines(file, report, next)
      context.progress('')
      for (const line of lines) context.print(line)
      // After it was shown: a disk that is full loses the file, not the numbers.
      if (command.out !== undefined)
        await writeOut(command.out, [exportReport(report, 'json'), exportReport(report, 'csv')])
    } catch (error) {
      tellFailure(work, file, source.sweep, error)
      good = false
    }
  }
  return good
}

async function estimateSource(file: string, source: TraceSource, work: Work): Promise<Report> {
  const { command, library, compute, context } = work
  const model = await findModel(library, command.model, source.voltageUnit)
  const modelFolder = await library.models.folderOf(model.id)
  const { window, conditioning, noise, seed } = command
  const prior = changedPrior(model.prior, command.prior, command.priorChange)
  const { signal, version } = context
  const events = estimateWithNoise(compute, version, {
    source,
    model,
    modelFolder,
    conditioning,
    window,
    prior,
    noise,
    seed,
    signal,
  })
  for await (const event of events) {
    if (event.type === 'stage') {
      context.progress(`${file}, ${source.sweep}: ${event.text}`)
      continue
    }
    return command.crossCheck
      ? crossChecked(file, event.report, { source, model, modelFolder }, work)
      : event.report
  }
  throw new Error('the estimate ended without a result')
}

/** The report with a cross-check in it; as it is where it has nothing to check. */
async function crossChecked(
  file: string,
  report: Report,
  made: Omit<CrossChecked, 'signal'>,
  { compute, context }: Work,
): Promise<Report> {
  if (report.diagnostics.simulations === 0) return report
  const { signal } = context
  for await (const event of crossCheckReport(compute, report, { ...made, signal })) {
    if (event.type === 'report') return event.report
    const left = event.secondsLeft === null ? '' : `, at most ${Math.ceil(event.secondsLeft)} s left`
    context.progress(`${file}, ${made.source.sweep}: ${event.text}${left}`)
  }
  throw new Error('the cross-check ended without a result')
}

async function sweepOverTime(
  file: string,
  source: TraceSource,
  overTime: OverTimeOptions,
  { command, library, compute, context }: Work,
): Promise<void> {
  // Windows begin anywhere in the neuron’s cycle, whatever the unit: that takes a model made for recordings.
  const model = await findModel(library, command.resume?.model.id ?? command.model, 'mV')
  const modelFolder = await library.models.folderOf(model.id)
  const prior = changedPrior(model.prior, command.prior, command.priorChange)
  const withKind = command.noise === undefined ? prior : withNoise(prior ?? model.prior, command.noise)
  const asked = { ...command, prior: withKind === model.prior ? prior : withKind, overTime }
  await estimateOverTime(file, source, { model, modelFolder }, asked, { compute, context })
}

function tellFailure({ command, context }: Work, file: string, sweep: string | null, error: unknown): void {
  // Stopped by the person: said once, at the end.
  if (context.signal.aborted) return
  const failure = fromRpcError(error)
  context.progress('')
  if (command.json) context.print(errorLine(file, sweep, failure))
  else if (sweep === null && failure.message.startsWith(basename(file))) context.say(failure.message)
  else context.say(`${file}${sweep === null ? '' : `, ${sweep}`}: ${failure.message}`)
  printTrace(error)
}

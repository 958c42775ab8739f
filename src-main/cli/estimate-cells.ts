import { mkdir } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Compute } from '../compute/process/compute.ts'
import type { CellModel, CellReport } from '../contract/cells.ts'
import { NagumoError } from '../contract/errors.ts'
import { estimateCell } from '../jobs/cells/estimate-cell.ts'
import { exportCell } from '../report/export-cell.ts'
import { fromRpcError } from '../rpc/errors.ts'
import { readArguments, seedOf, usage } from './arguments.ts'
import { cellJson, cellLines } from './cell-lines.ts'
import { familyOptions } from './cell-options.ts'
import type { CliContext } from './context.ts'
import { sayDoubts } from './doubt-lines.ts'
import { printTrace } from './fault-trace.ts'
import { type CellFile, type CellOptions, readCell } from './read-cell.ts'
import { errorLine } from './report-lines.ts'
import { readTraceOptions } from './trace-options.ts'
import { writeOut } from './write-out.ts'

const options = {
  model: { type: 'string' },
  ...familyOptions,
  seed: { type: 'string' },
  json: { type: 'boolean' },
  out: { type: 'string' },
} as const

/** Options of trace estimates that cell estimates reject, and why. */
const others: readonly [RegExp, string][] = [
  [
    /^--(window|stimulus)(=|$)/,
    'each sweep is used entirely, and the current gives the time of the stimulus',
  ],
  [
    /^--(over-time|resume|cross-check)(=|$)/,
    'it is of a single trace; a cell is estimated from all sweeps at once, with exact posteriors',
  ],
  [/^--(prior|noise|free|widen)(=|$)/, 'its prior and noise are part of the model'],
  [/^--(detrend|baseline|notch|lowpass|sine)(=|$)/, 'sweeps are used without conditioning'],
]

/**
 * nagumo estimate FILE… --model membrane|gif: all sweeps of a file are one cell. A failing file is reported, and the
 * others continue.
 * @returns the exit code
 * @throws NagumoError USAGE, CANCELLED
 */
export async function estimateCells(args: string[], model: CellModel, context: CliContext): Promise<number> {
  for (const arg of args) {
    const found = others.find(([name]) => name.test(arg))
    if (found) throw usage(`${arg.split('=')[0]} does not go with --model ${model}: ${found[1]}.`)
  }
  const { values, positionals } = readArguments(args, options)
  if (!positionals.length)
    throw usage(`estimate needs at least one file: nagumo estimate cell07.abf --model ${model}`)
  const { model: _, command, seed, json = false, out, ...reading } = values
  const { sweeps, choice } = readTraceOptions(reading)
  const asked = { model, seed: seedOf(seed), json, out, reading: { sweeps, choice, command } }
  if (out !== undefined) await mkdir(out, { recursive: true })
  const compute = context.createCompute()
  let failed = false
  try {
    for (const file of positionals) {
      if (!(await estimateFile(file, asked, compute, context))) failed = true
      if (context.signal.aborted) throw new NagumoError('CANCELLED', 'Stopped.')
    }
  } finally {
    context.progress('')
    await compute.close()
  }
  return failed ? 1 : 0
}

interface Asked {
  model: CellModel
  seed: number | undefined
  json: boolean
  out: string | undefined
  reading: CellOptions
}

/** @returns whether the cell was estimated, or rejected with reasons */
async function estimateFile(
  file: string,
  asked: Asked,
  compute: Compute,
  context: CliContext,
): Promise<boolean> {
  const { model, json, out, reading } = asked
  try {
    context.progress(`${file}: reading`)
    const cell = await readCell(file, reading, context.signal)
    if (!json) sayDoubts(context, file, cell.doubts)
    const report = await reportOf(file, cell, asked, compute, context)
    if (!json) sayOfCurrent(context, file, report)
    const lines = json ? [cellJson(file, model, report, cell.doubts)] : cellLines(file, report)
    for (const line of lines) context.print(line)
    if (out !== undefined) await writeOut(out, [exportCell(report, 'json'), exportCell(report, 'csv')])
    return true
  } catch (error) {
    if (context.signal.aborted) return false
    const failure = fromRpcError(error)
    if (failure.code === 'USAGE') throw error
    context.progress('')
    if (json) context.print(errorLine(file, null, failure))
    else
      context.say(
        failure.message.startsWith(basename(file)) ? failure.message : `${file}: ${failure.message}`,
      )
    printTrace(error)
    return false
  }
}

async function reportOf(
  file: string,
  { source, leaveOut, stated }: CellFile,
  { model, seed }: Asked,
  compute: Compute,
  { version, signal, progress }: CliContext,
): Promise<CellReport> {
  const work = { source, recordingId: null, models: [model], leaveOut, stated, seed, signal }
  for await (const event of estimateCell(compute, version, work)) {
    if (event.type === 'report') {
      progress('')
      return event.report
    }
    const left = event.secondsLeft === null ? '' : `, about ${Math.ceil(event.secondsLeft)} s left`
    progress(`${file}: ${event.text}${left}`)
  }
  throw new Error('the estimate ended without a result')
}

function sayOfCurrent(context: CliContext, file: string, { protocol, features }: CellReport): void {
  for (const { text } of [...(protocol.doubts ?? []), ...(features.doubts ?? [])])
    context.say(`${basename(file)}: Doubt: ${text}`)
}

import { readFile, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { type CellPrediction, CellReport, type DrawnCommand } from '../contract/cells.ts'
import { NagumoError } from '../contract/errors.ts'
import { fixed } from '../contract/numbers.ts'
import { predictCell } from '../jobs/cells/estimate-cell.ts'
import { type Cell, toCsv } from '../report/csv.ts'
import { readArguments, seedOf, usage } from './arguments.ts'
import type { CliContext, Command } from './context.ts'
import { readCommandFile, stepCommands } from './read-command.ts'
import { writeOut } from './write-out.ts'

const mostBytes = 200 * 1024 * 1024

export const predictCommand: Command = {
  name: 'predict',
  summary: 'simulate a fitted cell under another injected current',
  usage: `Predict the response of a cell estimated with --model gif to another injected current.

Usage: nagumo predict REPORT.json (--command-file FILE.csv | --steps SPEC) [options]

  --command-file FILE   two columns: evenly spaced time in ms, and current in pA including holding
  --steps SPEC          onset:duration:amplitude,amplitude…[:holding], in ms and pA above holding: one run each
  --out FILE.csv        write predictive bands of membrane potential and firing rate
  --seed N              seed of the random numbers (default: that of the report)
  --json                one line of JSON per command`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      'command-file': { type: 'string' },
      steps: { type: 'string' },
      out: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
    })
    const { 'command-file': file, steps, out, json = false } = values
    if (positionals.length !== 1)
      throw usage('predict takes one report: nagumo predict cell07-cell.json --steps 100:500:50')
    if ((file === undefined) === (steps === undefined))
      throw usage('predict needs either --command-file or --steps.')
    const seed = seedOf(values.seed)
    const runs: { amplitude: number | null; command: DrawnCommand }[] =
      steps !== undefined
        ? stepCommands(steps)
        : [{ amplitude: null, command: await readCommandFile(file ?? '') }]
    const report = await readReport(positionals[0])
    const compute = context.createCompute()
    try {
      const rows: Cell[][] = []
      for (const { amplitude, command } of runs) {
        const found = await predictCell(compute, report, command, seed ?? report.seed, context.signal)
        if (json) context.print(JSON.stringify({ report: positionals[0], amplitude, ...found }))
        else tell(found, amplitude, context)
        rows.push(...rowsOf(found, amplitude))
      }
      const head = ['amplitude_pA', 'quantity', 'unit', 't_ms', 'q05', 'q50', 'q95']
      if (out !== undefined)
        await writeOut(dirname(out), [{ fileName: basename(out), text: toCsv([head, ...rows]) }])
    } finally {
      await compute.close()
    }
    return 0
  },
}

/** @throws NagumoError FILE_NOT_FOUND, FILE_TOO_LARGE, FILE_UNREADABLE */
async function readReport(path: string): Promise<CellReport> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new NagumoError('FILE_NOT_FOUND', `There is no file ${path}.`)
  if (found.size > mostBytes)
    throw new NagumoError('FILE_TOO_LARGE', `${basename(path)} is too large for a report of a cell.`)
  const value: unknown = await readFile(path, 'utf8').then((text) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      return null
    }
  })
  const { success, data } = CellReport.safeParse(value)
  if (success) return data
  throw new NagumoError(
    'FILE_UNREADABLE',
    `${basename(path)} is not a report of a cell. Give the JSON written by nagumo estimate --model gif --out DIR.`,
  )
}

function tell({ count, notes }: CellPrediction, amplitude: number | null, context: CliContext): void {
  const of = amplitude === null ? '' : `${fixed(amplitude, 0)} pA: `
  context.print(
    `${of}${fixed(count.mean, 1)} spikes, 90 % band ${fixed(count.q05, 0)} to ${fixed(count.q95, 0)}`,
  )
  for (const note of notes) context.say(note)
}

function rowsOf({ t, voltage, rate, count }: CellPrediction, amplitude: number | null): Cell[][] {
  return [
    [amplitude, 'spikes', null, null, count.q05, count.mean, count.q95],
    ...t.map((time, i): Cell[] => [
      amplitude,
      'voltage',
      'mV',
      time,
      voltage.q05[i],
      voltage.q50[i],
      voltage.q95[i],
    ]),
    ...rate.x.map((time, i): Cell[] => [
      amplitude,
      'rate',
      'Hz',
      time,
      rate.q05[i],
      rate.q50[i],
      rate.q95[i],
    ]),
  ]
}

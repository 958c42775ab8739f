import { randomInt } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { createPrior, type Prior } from '../model/composition/prior.ts'
import { rudi2022 } from '../model/prior/presets.ts'
import { numberOf, type Options, readArguments, seedOf, usage, wholeNumberOf } from './arguments.ts'
import type { Command } from './context.ts'
import { readPrior } from './read-prior.ts'
import { simulateTraces } from './simulate-traces.ts'
import { simulationCsv, truthJson } from './simulation-files.ts'

const parameterFlags = createPrior(rudi2022)
  .parameters.map(({ name, symbol, meaning }) => `  --${`${name} X`.padEnd(15)}${symbol}, ${meaning}`)
  .join('\n')

export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'simulate traces with known parameters',
  usage: `Simulate traces with known parameters. Parameters that are not given are drawn from the prior.

Usage: nagumo simulate --out FILE.csv [options]

  --prior FILE.json  the prior and the grid (default: the preset “${rudi2022.name}”)
${parameterFlags}
  --count N          how many traces (default: 1)
  --seed N           seed of the random numbers (default: drawn and printed)
  --out FILE.csv     time in ms and a column per trace, in model units; the true parameters
                     are written to FILE.parameters.json`,
  async run(args, context) {
    const file = await priorFileOf(args, context.say)
    const prior = createPrior(file)
    if (prior.observable.further) {
      throw usage(
        `simulate writes one column per trace, but this prior is of ${prior.observable.name}, two of each. Choose a prior of the membrane potential only.`,
      )
    }
    const flags = Object.fromEntries(
      prior.parameters.map(({ name }) => [name, { type: 'string' as const }]),
    ) satisfies Options
    const { values, positionals } = readArguments(args, { ...flags, ...options })
    if (positionals.length) throw usage(`simulate reads no file; found “${positionals[0]}”.`)
    if (!values.out) throw usage('simulate needs --out FILE.csv to write the traces to.')
    const fixed = fixedValues(prior, values as Record<string, string | undefined>)
    const count = wholeNumberOf(values.count ?? '1', '--count', 1, 10_000)
    const seed = seedOf(values.seed) ?? randomInt(2 ** 32)

    const simulation = simulateTraces(prior, fixed, count, seed)
    const truthFile = `${values.out.replace(/\.csv$/i, '')}.parameters.json`
    await replace(values.out, simulationCsv(simulation))
    await replace(truthFile, [truthJson(simulation, file, context.version)])
    context.say(`${count} ${count === 1 ? 'trace' : 'traces'} simulated with seed ${seed}`)
    context.print(values.out)
    context.print(truthFile)
    return 0
  },
}

const options = {
  prior: { type: 'string' },
  count: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
} satisfies Options

/** The prior determines the parameter options, so it is read before the rest is parsed. */
async function priorFileOf(args: string[], say: (line: string) => void) {
  const at = args.findLastIndex((arg) => arg === '--prior' || arg.startsWith('--prior='))
  if (at < 0) return rudi2022
  const path = args[at] === '--prior' ? args[at + 1] : args[at].slice('--prior='.length)
  if (!path || path.startsWith('--')) throw usage('--prior needs a value after it.')
  return readPrior(path, say)
}

/** Values in the prior's order; NaN where one is to be drawn. */
function fixedValues(prior: Prior, values: Record<string, string | undefined>): number[] {
  return prior.parameters.map(({ name }) => {
    const text = values[name]
    return text === undefined ? Number.NaN : numberOf(text, `--${name}`)
  })
}

/** Writes a file in chunks, atomically. */
async function replace(path: string, pieces: Iterable<string>): Promise<void> {
  const next = `${path}.next`
  try {
    await writeFile(next, pieces)
    await rename(next, path)
  } catch (error) {
    await rm(next, { force: true })
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') {
      throw usage(`${path} can’t be written: it must be a file in an existing folder.`)
    }
    throw error
  }
}

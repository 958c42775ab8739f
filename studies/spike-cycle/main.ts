import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createModelCache } from '../../src-main/compute/model-cache.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { spikeCyclePreset } from '../../src-main/model/prior/presets.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { runCommand } from '../run-command.ts'
import { estimateCell, estimateNumbers, numbersKind } from './cells.ts'
import { type Outcome, quantities } from './outcome.ts'
import { readCells } from './read-cells.ts'
import { summarize } from './summary.ts'
import { tablesOf } from './tables.ts'

const usage = `Estimates neurons whose parameters are known from their spike cycles, and prints how often the intervals hold
them and what the verdicts say: cells simulated by other code, with mechanisms that the model lacks or without, and cells
drawn at the level of the mean cycle's numbers.

Usage: npm run spike-cycle -- FOLDER     cells of studies/spike-cycle/simulate_cells.py, all kinds in the folder

  --model FOLDER   a model of the spike cycle; without one the posterior is searched for
  --kinds KIND,…   only these; "numbers" are those drawn at the level of numbers
  --cells N        of each kind at most (default: all)
  --numbers N      how many of the kind "numbers" (default: 400)
  --seed N         of these (default: 15)
  --out FILE       receives a line of JSON for each cell; those that are there already are not estimated again`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      model: { type: 'string' },
      kinds: { type: 'string' },
      cells: { type: 'string', default: '100000' },
      numbers: { type: 'string', default: '400' },
      seed: { type: 'string', default: '15' },
      out: { type: 'string' },
    },
  })
  const [folder] = positionals
  if (values.help || positionals.length > 1) {
    console.log(usage)
    return values.help ? 0 : 2
  }
  const [cells, numbers, seed] = [values.cells, values.numbers, values.seed].map(Number)
  if (![cells, numbers, seed].every((n) => Number.isInteger(n) && n >= 0)) {
    throw new Error('--cells, --numbers and --seed must be whole numbers.')
  }
  const kinds = values.kinds?.split(',') ?? [numbersKind, ...(folder ? await kindsIn(folder) : [])]
  const estimator = values.model ? (await createModelCache().lease(values.model)).model : withoutNetwork()
  const known = values.out ? await outcomesOf(values.out) : []
  const outcomes: Outcome[][] = []
  for (const kind of kinds) {
    const most = kind === numbersKind ? numbers : cells
    const all = known.filter((one) => one.kind === kind && one.cell < most)
    const keep = async (one: Outcome): Promise<void> => {
      all.push(one)
      if (values.out) await appendFile(values.out, `${JSON.stringify(one)}\n`)
      const { vT } = one.told
      console.error(
        `${kind} ${one.cell}: ${one.verdict} ${one.checks.join(', ')}, ESS ${one.ess.toFixed(0)}, ${one.seconds.toFixed(1)} s${vT ? `, VT ${((vT.q50 - vT.truth) / vT.sd).toFixed(1)} sd off` : ''}`,
      )
    }
    if (kind === numbersKind) {
      for (let k = all.length; k < numbers; k++) await keep(estimateNumbers(estimator, seed, k))
    } else {
      if (!folder) throw new Error(`Cells of the kind ${kind} are read from a folder, and none was given.`)
      const read = (await readCells(folder, kind)).slice(0, cells)
      for (const [index, cell] of read.entries()) {
        if (!all.some((one) => one.cell === index)) await keep(estimateCell(estimator, cell, index))
      }
    }
    if (all.length > 0) outcomes.push(all)
  }
  console.log(tablesOf(outcomes.map((all) => summarize(all, quantities))))
  return 0
}

async function kindsIn(folder: string): Promise<string[]> {
  const files = await readdir(folder)
  return files.flatMap((file) => (file.endsWith('.i16.gz') ? [file.slice(0, -'.i16.gz'.length)] : []))
}

async function outcomesOf(file: string): Promise<Outcome[]> {
  try {
    const text = await readFile(file, 'utf8')
    return text.split('\n').flatMap((line) => (line ? [JSON.parse(line) as Outcome] : []))
  } catch {
    await writeFile(file, '')
    return []
  }
}

function withoutNetwork(): Estimator {
  const prior = createPrior(spikeCyclePreset)
  return { prior, priorChanged: false, network: null, simulator: createSimulator(prior.forward) }
}

void runCommand(main, usage)

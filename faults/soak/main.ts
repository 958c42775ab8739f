import { rmSync } from 'node:fs'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { killAll } from '../programs.ts'
import { runProgram } from '../run-program.ts'
import { soak } from './soak.ts'
import type { Counts } from './work.ts'

const usage = `Works for a long time, and checks that memory stays flat and that nothing is left over.

Usage: npm run soak -- [--estimates N] [--trainings N] [--imports N] [--seed N] [--no-window]

  --estimates N  by default 500, started in a window where a browser is found
  --trainings N  by default 50, of a second or two each
  --imports N    by default 200, of CSV, ABF and NWB files in turn
  --seed N       of the order of the work (default: 1)
  --no-window    estimates by the window's API, without a browser
Exit code: 0 flat and tidy, 1 not, 2 wrong usage.`

const defaults: Counts = { estimate: 500, training: 50, import: 200 }

let folder: string | null = null

function clearAway(): void {
  killAll()
  if (folder !== null) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  folder = null
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      estimates: { type: 'string', default: String(defaults.estimate) },
      trainings: { type: 'string', default: String(defaults.training) },
      imports: { type: 'string', default: String(defaults.import) },
      seed: { type: 'string', default: '1' },
      'no-window': { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const counts: Counts = {
    estimate: wholeNumber('--estimates', values.estimates, 20),
    training: wholeNumber('--trainings', values.trainings, 2),
    import: wholeNumber('--imports', values.imports, 1),
  }
  const seed = wholeNumber('--seed', values.seed, 0)
  folder = await mkdtemp(join(tmpdir(), 'nagumo-soak-'))
  const places = {
    work: join(folder, 'work'),
    temporary: join(folder, 'temporary'),
    user: join(folder, 'user'),
  }
  for (const path of [...Object.values(places), join(places.user, 'run')]) await mkdir(path, { mode: 0o700 })
  try {
    const { table, complaints } = await soak({
      counts,
      seed,
      places,
      window: !values['no-window'],
      say: (line) => console.error(line),
    })
    console.log(table)
    for (const complaint of complaints) console.log(`NOT AS IT SHOULD BE: ${complaint}`)
    return complaints.length === 0 ? 0 : 1
  } catch (error) {
    console.error(error)
    return 1
  }
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new Error(`${option} must be a whole number from ${least} on; “${text}” is not.`)
  return value
}

runProgram(main, { usage, clearAway })

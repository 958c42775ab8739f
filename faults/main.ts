import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { clock } from './clock.ts'
import { damage } from './damage.ts'
import { disk } from './disk.ts'
import { electronClosed } from './electron-closed.ts'
import { kills } from './kills.ts'
import { memory } from './memory.ts'
import { killAll } from './programs.ts'
import { chanceOf } from './random.ts'
import { runProgram } from './run-program.ts'
import type { Scenario } from './scenario.ts'
import { severalPrograms } from './several-programs.ts'
import { unmountAll } from './small-disk.ts'
import { suspended } from './suspended.ts'
import { createTally } from './tally.ts'
import { trainerKills } from './trainer-kills.ts'
import { windowClosed } from './window-closed.ts'

const scenarios: readonly Scenario[] = [
  kills,
  trainerKills,
  disk,
  damage,
  severalPrograms,
  clock,
  memory,
  suspended,
  windowClosed,
  electronClosed,
]

const usage = `Makes faults on purpose and looks whether anything that was kept is lost.

Usage: npm run faults -- [--seed N] [--only NAME,…] [--short]

${scenarios.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`).join('\n')}

  --seed N     of all that is random (default: 1)
  --only NAME  these only
  --short      a few of each
Exit code: 0 nothing lost, 1 something was, 2 wrong usage.`

/** The table of results, printed on an early stop. */
let soFar = () => ''
/** Of the current scenario. */
let folder: string | null = null

/** Also when the harness is stopped: leaves no processes, mounts or files behind. */
function clearAway(): void {
  killAll()
  unmountAll()
  if (folder !== null) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  folder = null
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      short: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const seed = Number(values.seed)
  if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed must be a whole number.')
  const names = values.only?.split(',') ?? scenarios.map(({ name }) => name)
  const unknown = names.find((name) => !scenarios.some((scenario) => scenario.name === name))
  if (unknown !== undefined) throw new Error(`There is no scenario “${unknown}”.`)

  const say = (line: string) => console.error(line)
  const tally = createTally(seed, say)
  soFar = () => tally.table()
  for (const { name, run } of scenarios.filter((scenario) => names.includes(scenario.name))) {
    const began = performance.now()
    folder = await mkdtemp(join(tmpdir(), 'nagumo-faults-'))
    const made = folder
    const chance = (step: number) => chanceOf(seed, step)
    try {
      // An error that ends a scenario counts as a loss too.
      await tally.attempt(name, 'the scenario to its end', 0, () =>
        run({ seed, short: values.short, folder: made, tally, chance, say }),
      )
    } finally {
      clearAway()
    }
    say(`${name}: ${Math.round((performance.now() - began) / 1000)} s`)
  }
  console.log(`Seed ${seed}${values.short ? ', short form' : ''}`)
  console.log(tally.table())
  return tally.losses() === 0 ? 0 : 1
}

runProgram(main, { usage, clearAway, stopped: () => console.log(`Stopped; so far:\n${soFar()}`) })

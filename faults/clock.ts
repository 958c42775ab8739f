import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { killHard, numericsOf, until } from './processes.ts'
import { launch } from './programs.ts'
import type { Scenario, Setting } from './scenario.ts'
import { requireKept, requireTidy, snapshotOf } from './snapshot.ts'
import { must } from './tally.ts'
import { estimate, shortTrace, tinyTraining, trained } from './work.ts'

const day = 24 * 3600 * 1000

/** Written while the clock was ahead: later times in all stored entries, and on all files. */
export const clock: Scenario = {
  name: 'clock',
  summary: 'the clock set back: files, locks and entries from the future',
  async run(setting) {
    for (let step = 0; step < (setting.short ? 1 : 5); step++) {
      const days = 1 + setting.chance(step).below(1000)
      await setting.tally.attempt('clock', 'set back', step, () => setBack(setting, days, step))
    }
  },
}

async function setBack({ folder }: Setting, days: number, step: number): Promise<void> {
  const library = join(folder, `library-${step}`)
  const ahead = join(folder, 'ahead.cjs')
  await mkdir(folder, { recursive: true })
  await writeFile(ahead, shiftedClock(days * day))

  const then = await launch(library, ahead)
  const recording = await then.client.recordings.import({ file: shortTrace() })
  must(recording.importedAt > new Date(Date.now() + day / 2).toISOString(), 'the clock is not ahead')
  await estimate(then.client, recording.id)
  const removed = await then.client.recordings.import({ file: shortTrace('removed.csv') })
  await then.client.recordings.remove({ id: removed.id })
  const { id } = await then.client.trainings.start(tinyTraining('Ahead', 8192))
  await until('a training begins', async () => (await then.client.trainings.list())[0].progress !== null)
  const before = await snapshotOf(then.client)
  for (const pid of numericsOf(then.pid)) killHard(pid)
  await then.end('SIGKILL')
  await setTimes(library, new Date(Date.now() + days * day))

  const now = await launch(library)
  try {
    requireKept(before, await snapshotOf(now.client))
    await requireTidy(now.client, library)
    await now.client.recordings.restore({ id: removed.id })
    const later = await now.client.recordings.import({ file: shortTrace('later.csv') })
    await estimate(now.client, later.id)
    await now.client.trainings.resume({ id })
    await trained(now.client, id)
    await requireTidy(now.client, library)
  } finally {
    await now.end()
  }
}

/** A module that sets a program's clock ahead. */
function shiftedClock(ms: number): string {
  return `const Real = Date
globalThis.Date = class Date extends Real {
  constructor(...args) { super(...(args.length ? args : [Real.now() + ${ms}])) }
  static now() { return Real.now() + ${ms} }
}
`
}

async function setTimes(folder: string, time: Date): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await utimes(join(entry.parentPath, entry.name), time, time)
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type ElectronShell, electronShell } from '../test/end-to-end/electron-shell.ts'
import { type ClosedWork, closedWorks, furnishGroups, largeFile, type Opened } from './closed-works.ts'
import { entriesIn } from './entries.ts'
import { descendantsOf, requireGone } from './processes.ts'
import { launch } from './programs.ts'
import type { Scenario, Setting } from './scenario.ts'
import { requireKept, requireTidy, snapshotOf } from './snapshot.ts'
import { estimate, longTrace, shortTrace } from './work.ts'

/** The window in Electron closed, and with it the program, in the middle of each kind of work. */
export const electronClosed: Scenario = {
  name: 'electron',
  summary: 'the window in Electron closed during each kind of work; the next start',
  async run(setting) {
    const shell = await electronShell()
    try {
      if (!shell.there) return setting.tally.leaveOut('electron', 'needs Linux, Electron and Xvfb')
      const library = join(setting.folder, 'library')
      const host = await launch(library)
      const short = await host.client.recordings.import({ file: shortTrace() })
      const long = await host.client.recordings.import({ file: longTrace(3) })
      if (!setting.short) await furnishGroups(host.client)
      await host.end()
      const opened = { short: short.id, long: long.id }
      const works = closedWorks.filter((work) => work.short || !setting.short)
      let step = 0
      for (let time = 0; time < (setting.short ? 1 : 3); time++)
        for (const work of works) {
          await setting.tally.attempt('electron', `closed in ${work.name}`, step, () =>
            closeIn({ shell, work, library, opened, setting, step }),
          )
          step++
        }
    } finally {
      await shell.close()
    }
  },
}

async function closeIn({
  shell,
  work,
  library,
  opened,
  setting,
  step,
}: {
  shell: ElectronShell
  work: ClosedWork
  library: string
  opened: Opened
  setting: Setting
  step: number
}): Promise<void> {
  const earlier = await launch(library)
  const [before, counts] = [await snapshotOf(earlier.client), await entriesIn(earlier.client)]
  await earlier.end()

  const program = await shell.start(library)
  const pids = descendantsOf(program.app.process().pid as number).map(({ pid }) => pid)
  await program.window.numericsReady()
  if (work.name === 'import') {
    // By a second start, as a file is opened with the program: Electron 22 carries no files from the window.
    const path = join(setting.folder, `electron-${step}.csv`)
    await writeFile(path, Buffer.from(await largeFile(step).arrayBuffer()))
    await program.give(path)
  } else await work.begin(program.window, opened, step)
  await setTimeout(600 * setting.chance(step).uniform())
  pids.push(...descendantsOf(program.app.process().pid as number).map(({ pid }) => pid))
  await program.end()
  await requireGone(pids)

  const next = await launch(library)
  try {
    requireKept(before, await snapshotOf(next.client))
    await requireTidy(next.client, library)
    await work.ended(next.client, counts, step)
    await estimate(next.client, opened.short)
    await requireTidy(next.client, library)
  } finally {
    await next.end()
  }
}

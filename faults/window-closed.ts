import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type ClosedWork, closedWorks, furnishGroups, type Opened } from './closed-works.ts'
import { entriesIn } from './entries.ts'
import { type FaultsWindow, openFaultsWindow } from './faults-window.ts'
import { numericsOf, until } from './processes.ts'
import { type Host, launch } from './programs.ts'
import type { Scenario, Setting } from './scenario.ts'
import { requireKept, requireTidy, snapshotOf } from './snapshot.ts'
import { estimate, longTrace, shortTrace } from './work.ts'

/** The window closed in the middle of each kind of work, and opened again. */
export const windowClosed: Scenario = {
  name: 'window',
  summary: 'the window closed during each kind of work, and opened again',
  async run(setting) {
    const library = join(setting.folder, 'library')
    const host = await launch(library)
    let window: FaultsWindow | null = null
    try {
      const short = await host.client.recordings.import({ file: shortTrace() })
      const long = await host.client.recordings.import({ file: longTrace(3) })
      const works = closedWorks.filter((work) => work.short || !setting.short)
      if (!setting.short) await furnishGroups(host.client)
      window = await openFaultsWindow(host.url, setting)
      if (!window) return
      const opened = { short: short.id, long: long.id }
      let step = 0
      for (let time = 0; time < (setting.short ? 1 : 5); time++)
        for (const work of works) {
          await setting.tally.attempt('window', `closed in ${work.name}`, step, () =>
            closeIn({ work, window: window as FaultsWindow, host, library, opened, setting, step }),
          )
          step++
        }
    } finally {
      await window?.close()
      await host.end()
    }
  },
}

interface Closing {
  work: ClosedWork
  window: FaultsWindow
  host: Host
  library: string
  opened: Opened
  setting: Setting
  step: number
}

async function closeIn({ work, window, host, library, opened, setting, step }: Closing): Promise<void> {
  const { client } = host
  const before = await snapshotOf(client)
  const counts = await entriesIn(client)
  const chance = setting.chance(step)
  await work.begin(window.workbench, opened, step)
  await setTimeout(600 * chance.uniform())
  await window.shut()
  await setTimeout(chance.pick([0, 1500 * chance.uniform()]))
  await window.reopen()
  await work.wentOn(client, counts, step)
  await until('nothing is at work', async () => (await client.running.list()).length === 0)
  await until('no file is left over', async () => {
    const left = await readdir(join(library, 'temporary')).catch(() => [])
    return left.length === 0
  })
  await window.requireCalm()
  requireKept(before, await snapshotOf(client))
  await requireTidy(client, library)
  await until('the processes of the work end', () => numericsOf(host.pid).length <= 1, 20_000)
  const { report } = await estimate(client, opened.short)
  await client.reports.remove({ id: report.id })
}

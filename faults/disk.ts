import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { refusalOf, toNagumoError } from './failures.ts'
import { type Host, launch, nagumo } from './programs.ts'
import type { Scenario, Setting } from './scenario.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'
import { requireKept, requireTidy, snapshotOf } from './snapshot.ts'
import { must } from './tally.ts'
import { estimate, longTrace, shortTrace, tinyTraining, trained } from './work.ts'

/** A library that is not writable, or no longer exists. */
export const disk: Scenario = {
  name: 'disk',
  summary: 'a library of 3 to 8 MB that fills, is read-only, deleted while open, has a file in its place',
  async run(setting) {
    for (let step = 0; step < (setting.short ? 1 : 6); step++) {
      const mount = join(setting.folder, `disk-${step}`)
      const mounted = await mountSmallDisk(mount, 3 + setting.chance(step).below(6))
      if (typeof mounted === 'string') {
        setting.tally.leaveOut('disk: full and read-only', mounted)
        break
      }
      try {
        await onSmallDisk(setting, join(mount, 'library'), mounted, step)
      } finally {
        mounted.unmount()
      }
    }
    for (let step = 0; step < (setting.short ? 1 : 10); step++) await outOfReach(setting, step)
  },
}

async function onSmallDisk(
  { tally, chance }: Setting,
  library: string,
  small: SmallDisk,
  step: number,
): Promise<void> {
  let host = await launch(library)
  try {
    const { id } = await host.client.recordings.import({ file: shortTrace() })
    await tally.attempt('disk', 'fills', step, async () => {
      const acknowledged = await fill(host, chance(step).below(20) + 5)
      await host.end('SIGKILL')
      host = await launch(library)
      const found = await snapshotOf(host.client)
      requireKept(acknowledged, found)
      await requireTidy(host.client, library).catch((error: Error) => {
        // The only problem allowed is that the disk is full.
        must(error.message.includes('full'), error.message)
      })
    })
    await tally.attempt('disk', 'estimate on a full disk', step, async () => {
      const { report, notKept } = await estimate(host.client, id)
      must(report.parameters.length > 0, 'the estimate is empty')
      const listed = (await host.client.reports.list()).some((entry) => entry.id === report.id)
      must(listed, `a finished estimate is not listed (${notKept ?? 'said to be kept'})`)
    })
    await tally.attempt('disk', 'training on a full disk', step, async () => {
      const refused = await host.client.trainings
        .start(tinyTraining('No room'))
        .then(({ id: run }) => trained(host.client, run))
        .then(() => null, toNagumoError)
      must(
        refused === null || refused.code === 'LIBRARY_UNWRITABLE' || refused.message.includes('full'),
        `a training is refused with ${refused?.code}: ${refused?.message}`,
      )
      for (const run of await host.client.trainings.list()) await host.client.trainings.cancel({ id: run.id })
    })
    await tally.attempt('disk', 'room after removing', step, async () => {
      for (const recording of await host.client.recordings.list())
        if (recording.id !== id) await host.client.recordings.remove({ id: recording.id })
      await host.client.library.emptyTrash()
      await host.client.recordings.import({ file: longTrace(10) })
      await estimate(host.client, id)
    })
    await tally.attempt('disk', 'read-only', step, async () => {
      const before = await snapshotOf(host.client)
      await host.end()
      small.readOnly(true)
      try {
        host = await launch(library)
        requireKept(before, await snapshotOf(host.client))
        const { problem } = await host.client.library.status()
        must(problem?.code === 'LIBRARY_UNWRITABLE', `the window is told ${problem?.code ?? 'nothing'}`)
        const { code, message } = await refusalOf(
          'an import into a read-only library',
          host.client.recordings.import({ file: shortTrace('no.csv') }),
        )
        must(code === 'LIBRARY_UNWRITABLE' && message.includes(library), `${code}: ${message}`)
        const said = await nagumo(library, ['library']).ended
        must(said.code === 1 && said.err.includes(library), `nagumo library says: ${said.err}`)
      } finally {
        await host.end()
        small.readOnly(false)
        host = await launch(library)
      }
      await host.client.recordings.import({ file: shortTrace('yes.csv') })
    })
  } finally {
    await host.end('SIGKILL')
  }
}

/** Imports until the disk is full. @returns all acknowledged imports */
async function fill({ client }: Host, times: number) {
  for (let k = 0; ; k++) {
    must(k < 2000, 'the disk does not fill')
    const acknowledged = await snapshotOfLast()
    const failure = await client.recordings
      .import({ file: longTrace(times, `fill-${k}.csv`) })
      .then(() => null, toNagumoError)
    if (failure === null) continue
    must(failure.code === 'LIBRARY_UNWRITABLE', `a full disk is told as ${failure.code}: ${failure.message}`)
    return acknowledged
  }

  // Reading everything after each import would take longer than the imports.
  function snapshotOfLast() {
    return snapshotOf(client)
  }
}

async function outOfReach({ tally, folder, chance }: Setting, step: number): Promise<void> {
  const library = join(folder, `library-${step}`)
  const aside = `${library}-aside`
  const wayOut = chance(step).pick(['deleted while open', 'a file in its place'])
  const host = await launch(library)
  try {
    await host.client.recordings.import({ file: shortTrace() })
    const before = await snapshotOf(host.client)
    await tally.attempt('disk', wayOut, step, async () => {
      // Moved rather than deleted, so that it can be inspected afterwards.
      await rename(library, aside)
      if (wayOut === 'a file in its place') await writeFile(library, 'not a folder')
      const { problem } = await host.client.library.status()
      must(problem?.code === 'LIBRARY_UNREACHABLE', `the window is told ${problem?.code ?? 'nothing'}`)
      const listed = await refusalOf('a library that is not there', host.client.recordings.list())
      must(
        listed.code === 'LIBRARY_UNREACHABLE',
        `its list is refused with ${listed.code}: ${listed.message}`,
      )
      const imported = await refusalOf(
        'an import',
        host.client.recordings.import({ file: shortTrace('new.csv') }),
      )
      must(imported.code.startsWith('LIBRARY_UN'), `${imported.code}: ${imported.message}`)
      if (wayOut === 'a file in its place') {
        const said = await nagumo(library, ['models']).ended
        must(said.code === 1 && said.err.includes(library), `nagumo models says: ${said.err}`)
        await rm(library)
      }
      await rename(aside, library)
      requireKept(before, await snapshotOf(host.client))
      await host.client.recordings.import({ file: shortTrace('again.csv') })
    })
  } finally {
    await host.end('SIGKILL')
  }
}

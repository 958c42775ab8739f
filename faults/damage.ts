import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openLibrary } from '../src-main/library/index.ts'
import { readCheckpoint } from '../src-main/training/checkpoint.ts'
import { damagedBytes } from './damaged-bytes.ts'
import { refusalOf } from './failures.ts'
import { furnish, type Kept } from './kill-works.ts'
import { until } from './processes.ts'
import { type Client, type Host, launch, nagumo } from './programs.ts'
import type { Scenario, Setting } from './scenario.ts'
import { trySettings } from './settings-damage.ts'
import { damagedIn, exported, requireKept, snapshotOf } from './snapshot.ts'
import { must } from './tally.ts'
import { estimateOverTime, tinyTraining } from './work.ts'

/** A file of the library, and how it is read. */
interface KeptFile {
  kind: string
  path: string
  /** Of the entry that it belongs to. */
  id: string
  read(client: Client): Promise<unknown>
  /** Where it is told: in the lists of what is damaged, only in reading, or nowhere, since it is made anew. */
  told: 'listed' | 'read' | 'healed'
}

/** Truncation and bit flips of every kind of kept file. */
export const damage: Scenario = {
  name: 'damage',
  summary: 'truncation and bit flips of every kind of kept file',
  async run(setting) {
    const library = join(setting.folder, 'library')
    const host = await launch(library)
    try {
      const kept = await furnish(host)
      const series = await estimateOverTime(host.client, kept.longRecording)
      const run = await pausedRun(host)
      await trySettings(setting, host, library, kept.model)
      for (const file of await filesOf(library, kept, series, run))
        await tryFile(setting, host, library, file)
    } finally {
      await host.end()
    }
  },
}

async function pausedRun({ client }: Host): Promise<string> {
  const { id } = await client.trainings.start(tinyTraining('Paused', 1_000_000))
  const find = async () => (await client.trainings.list()).find((one) => one.id === id)
  await until('a training learns', async () => ((await find())?.loss.length ?? 0) > 0)
  await client.trainings.pause({ id })
  await until('a training pauses', async () => (await find())?.state === 'paused')
  return id
}

async function filesOf(library: string, kept: Kept, series: string, run: string): Promise<KeptFile[]> {
  const at = (shelf: string, id: string, name: string) => join(library, shelf, id, name)
  const [samples] = (await readdir(join(library, 'recordings', kept.recording))).filter((name) =>
    name.startsWith('samples'),
  )
  // The original of the short recording is the smaller one of the two.
  const originals = await readdir(join(library, 'originals'))
  const sizes = await Promise.all(originals.map((name) => stat(join(library, 'originals', name))))
  const original =
    originals[sizes.findIndex(({ size }) => size === Math.min(...sizes.map((one) => one.size)))]
  const recording = { id: kept.recording }
  const modelFile = (name: string, told: KeptFile['told']): KeptFile => ({
    kind: name,
    path: at('models', kept.model, name),
    id: kept.model,
    read: (client) => exported(client, kept.model),
    told,
  })
  // By the library's own code: a host has the samples of the last recordings in memory, whole.
  const sweep = async () =>
    (await openLibrary(library, 'none')).recordings.samples(kept.recording, 0).then((samples) => [...samples])
  const report = (client: Client) => client.reports.get({ id: kept.report })
  return [
    {
      kind: 'recording.json',
      path: at('recordings', kept.recording, 'recording.json'),
      ...recording,
      read: (client) => client.recordings.get(recording),
      told: 'listed',
    },
    {
      kind: 'samples',
      path: at('recordings', kept.recording, samples),
      ...recording,
      read: sweep,
      told: 'listed',
    },
    {
      kind: 'original',
      path: join(library, 'originals', original),
      ...recording,
      read: (client) => client.recordings.readAgain({ ...recording, choice: {} }),
      told: 'read',
    },
    {
      kind: 'report.json',
      path: at('reports', kept.report, 'report.json'),
      id: kept.report,
      read: report,
      told: 'listed',
    },
    {
      kind: 'entry.json',
      path: at('reports', kept.report, 'entry.json'),
      id: kept.report,
      read: (client) => client.reports.list(),
      told: 'healed',
    },
    {
      kind: 'series.json',
      path: at('series', series, 'series.json'),
      id: series,
      read: (client) => client.series.get({ id: series }),
      told: 'listed',
    },
    {
      kind: 'run.json',
      path: at('runs', run, 'run.json'),
      id: run,
      read: (client) => client.trainings.list().then((runs) => runs.find(({ id }) => id === run)),
      told: 'listed',
    },
    {
      kind: 'checkpoint',
      path: at('runs', run, 'checkpoint/checkpoint.bin'),
      id: run,
      // Likewise: to go on with a run takes seconds. Of another job it is null where it is whole.
      read: () => readCheckpoint(at('runs', run, 'checkpoint'), 'another'),
      told: 'read',
    },
    modelFile('card.json', 'listed'),
    modelFile('model.json', 'read'),
    modelFile('weights.bin', 'read'),
    modelFile('golden.json', 'read'),
  ]
}

async function tryFile(setting: Setting, host: Host, library: string, file: KeptFile): Promise<void> {
  const { client } = host
  const { kind, path, id, read, told } = file
  const whole = await readFile(path).catch(() => null)
  if (whole === null) return setting.tally.leaveOut(`damage: ${kind}`, `there is no ${path}`)
  const before = JSON.stringify(await read(client))
  const others = await snapshotOf(client)
  const times = setting.short ? 12 : 500
  for (let step = 0; step < times; step++) {
    const bytes = damagedBytes(whole, setting.chance(step), step)
    await setting.tally.attempt('damage', kind, step, async () => {
      await writeFile(path, bytes)
      if (told === 'healed') must(JSON.stringify(await read(client)) === before, 'its list is another')
      else await requireNamed(client, file, before)
      if (told === 'listed' && step % 25 < 2) {
        const listed = await damagedIn(client)
        // Of samples only what is cut off shows without reading all.
        const shows = kind !== 'samples' || step % 2 === 0
        must(
          !shows || listed.some((one) => one.id === id),
          'the window’s list of what is damaged does not name it',
        )
      }
      if (step < 2 && told !== 'healed' && !['original', 'checkpoint'].includes(kind)) {
        const { out, err, code } = await nagumo(library, ['library']).ended
        must(code === 1 && `${out}${err}`.includes(id), `nagumo library does not name it: ${out}${err}`)
      }
      const now = await readFile(path).catch(() => null)
      must(now !== null, 'the damaged file was deleted')
      must(told === 'healed' || now.equals(bytes), 'the damaged file was written over')
    })
    await stat(path).catch(() => setting.say(`${path} is gone; it is put back`))
    await writeFile(path, whole)
  }
  await setting.tally.attempt('damage', `${kind}, put back`, times, async () =>
    requireKept(others, await snapshotOf(client)),
  )
}

/** Refused with its name and what to do, or, as for a run, left out of the list. */
async function requireNamed(client: Client, { kind, id, read }: KeptFile, before: string): Promise<void> {
  if (kind === 'run.json') {
    must((await read(client)) === undefined, 'a damaged run is listed as if it were whole')
    const listed = await client.trainings.damaged()
    must(
      listed.some((one) => one.id === id),
      'the damaged run is not named',
    )
    return
  }
  let answer: unknown
  const given = read(client).then((value) => {
    answer = value
  })
  const what = () =>
    `damaged ${kind} ${JSON.stringify(answer) === before ? 'goes unnoticed' : 'gives another answer'}`
  const { code, message } = await refusalOf(what, given)
  must(code === 'LIBRARY_DAMAGED' || code === 'MODEL_DAMAGED', `it is refused with ${code}: ${message}`)
  must(/Remove|put back|again|copy/i.test(message), `what to do is not said: ${message}`)
}

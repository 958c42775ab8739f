import { createHash } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tryCheckpoints } from './checkpoint-damage.ts'
import { damagedBytes } from './damaged-bytes.ts'
import { refusalOf } from './failures.ts'
import { type Furnished, type KeptFile, keptFiles } from './kept-files.ts'
import { furnish } from './kill-works.ts'
import { until } from './processes.ts'
import { type Client, type Host, launch, nagumo } from './programs.ts'
import type { Scenario, Setting } from './scenario.ts'
import { trySettings } from './settings-damage.ts'
import { damagedIn, requireKept, snapshotOf } from './snapshot.ts'
import { must } from './tally.ts'
import { eachFormat, estimateOverTime, tinyTraining } from './work.ts'

/** Truncation and bit flips of every kind of stored file. */
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
      const originals = await importEach(host)
      await trySettings(setting, host, library, kept.model)
      for (const file of await keptFiles(library, { kept, series, run, originals }))
        await tryFile(setting, host, library, file)
      await tryCheckpoints(setting, host, library, run)
    } finally {
      await host.end()
    }
  },
}

/** A recording of each format. */
async function importEach({ client }: Host): Promise<Furnished['originals']> {
  const imported: Furnished['originals'] = []
  for (const file of eachFormat()) {
    const { id } = await client.recordings.import({ file })
    const sha256 = createHash('sha256')
      .update(Buffer.from(await file.arrayBuffer()))
      .digest('hex')
    imported.push({ name: file.name, id, sha256 })
  }
  return imported
}

async function pausedRun({ client }: Host): Promise<string> {
  const { id } = await client.trainings.start(tinyTraining('Paused', 1_000_000))
  const find = async () => (await client.trainings.list()).find((one) => one.id === id)
  await until('a training learns', async () => ((await find())?.loss.length ?? 0) > 0)
  await client.trainings.pause({ id })
  await until('a training pauses', async () => (await find())?.state === 'paused')
  return id
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
        // Without reading everything, only truncation of samples is detectable.
        const shows = kind !== 'samples' || step % 2 === 0
        must(
          !shows || listed.some((one) => one.id === id),
          'the window’s list of what is damaged does not name it',
        )
      }
      if (step < 2 && told !== 'healed' && kind !== 'checkpoint' && !kind.startsWith('original')) {
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

/** Refused with its name and what to do, or, for a run, omitted from the list. */
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
  must(/Remove|restore|again|copy/i.test(message), `what to do is not said: ${message}`)
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toNagumoError } from './failures.ts'
import { furnish, type Kept } from './kill-works.ts'
import { type Client, launch, nagumo } from './programs.ts'
import type { Chance } from './random.ts'
import type { Scenario } from './scenario.ts'
import { requireTidy, snapshotOf } from './snapshot.ts'
import { must } from './tally.ts'
import { estimate, shippedModel, shortTrace } from './work.ts'

/** Operations acknowledged to one of two hosts. */
interface Acknowledged {
  imported: Set<string>
  reports: Set<string>
  models: Map<string, string>
  name: string | null
  note: string | null
  choice: 'ms' | 's' | null
  isDefault: string | null
}

/** Two hosts and the command line on one library. */
export const severalPrograms: Scenario = {
  name: 'together',
  summary: 'two hosts and a command line on one library, mixed operations at once',
  async run({ folder, short, tally, chance }) {
    const library = join(folder, 'library')
    const [one, two] = [await launch(library), await launch(library)]
    try {
      const kept = await furnish(one)
      const file = join(folder, 'model.nagumo-model')
      await writeFile(file, Buffer.from(await kept.modelFile.arrayBuffer()))
      const times = short ? 8 : 50
      const act = async (client: Client, who: 'one' | 'two', random: Chance) => {
        const said = nothing()
        for (let k = 0; k < times; k++) {
          await tally.attempt('together', `host ${who}`, k, () => operate(client, who, kept, said, random, k))
        }
        return said
      }
      const commands = async () => {
        for (let k = 0; k < times; k++) {
          const args = k === 0 ? ['models', 'import', file] : chance(k).pick(commandLines(file))
          await tally.attempt('together', 'the command line', k, async () => {
            const { code, err } = await nagumo(library, args).ended
            must(code === 0, `nagumo ${args.join(' ')} ends with ${code}: ${err}`)
          })
        }
      }
      const [first, second] = await Promise.all([
        act(one.client, 'one', chance(1001)),
        act(two.client, 'two', chance(1002)),
        commands(),
      ])
      await tally.attempt('together', 'what was acknowledged is there', 0, async () => {
        for (const { client } of [one, two]) await verify(client, kept, first, second)
        await requireTidy(one.client, library)
      })
    } finally {
      await one.end()
      await two.end()
    }
  },
}

const commandLines = (file: string) => [
  ['models'],
  ['models', 'import', file],
  ['library'],
  ['models', '--json'],
]

function nothing(): Acknowledged {
  return {
    imported: new Set(),
    reports: new Set(),
    models: new Map(),
    name: null,
    note: null,
    choice: null,
    isDefault: null,
  }
}

/** One operation. Host one renames and selects, host two writes notes and reads again: neither may undo the other’s. */
async function operate(
  client: Client,
  who: 'one' | 'two',
  kept: Kept,
  said: Acknowledged,
  random: Chance,
  k: number,
): Promise<void> {
  const some = random.pick([...said.imported, ''])
  switch (
    random.pick(['import', 'change', 'change', 'duplicate', 'remove', 'restore', 'choose', 'estimate'])
  ) {
    case 'import':
      said.imported.add((await client.recordings.import({ file: shortTrace(`${who}-${k}.csv`) })).id)
      return
    case 'change':
      if (who === 'one') {
        const name = `Name ${k}`
        await client.models.rename({ id: kept.model, name })
        said.name = name
      } else {
        const note = `Note ${k}`
        await client.models.note({ id: kept.model, note })
        said.note = note
      }
      return
    case 'duplicate': {
      // The same name from both concurrently.
      const copy = await client.models.duplicate({ id: kept.model, name: `Copy ${k}` }).catch((error) => {
        const { code, message } = toNagumoError(error)
        must(code === 'USAGE', `${code}: ${message}`)
        return null
      })
      if (copy) said.models.set(copy.id, `Copy ${k}`)
      return
    }
    case 'remove':
      if (!some) return
      await client.recordings.remove({ id: some })
      said.imported.delete(some)
      return
    case 'restore':
      if (!some) return
      await client.recordings.remove({ id: some })
      await client.recordings.restore({ id: some })
      return
    case 'choose':
      if (who === 'one') {
        const id = random.pick([kept.model, shippedModel])
        await client.models.makeDefault({ id })
        said.isDefault = id
      } else {
        // s and ms alternately: the last one is remembered.
        const choice = random.pick(['ms', 's'] as const)
        await client.recordings.readAgain({ id: kept.recording, choice: { timeUnit: choice } })
        said.choice = choice
      }
      return
    case 'estimate':
      if (k % 5 === 0) said.reports.add((await estimate(client, kept.longRecording)).report.id)
  }
}

async function verify(client: Client, kept: Kept, one: Acknowledged, two: Acknowledged): Promise<void> {
  const found = await snapshotOf(client)
  for (const { imported, reports, models } of [one, two]) {
    for (const id of imported) must(found.has(`recording ${id}`), `recording ${id} is gone`)
    for (const id of reports) must(found.has(`report ${id}`), `report ${id} is gone`)
    for (const [id] of models) must(found.has(`model ${id}`), `model ${id} is gone`)
  }
  const listed = (await client.models.list()).map(({ id }) => id)
  must(new Set(listed).size === listed.length, 'two models have one id')
  const shared = await client.models.get({ id: kept.model })
  must(one.name === null || shared.name === one.name, `the name is “${shared.name}”, not “${one.name}”`)
  must(two.note === null || shared.note === two.note, `the note is “${shared.note}”, not “${two.note}”`)
  const standard = (await client.models.list())[0].id
  must(
    one.isDefault === null || standard === one.isDefault,
    `the default is ${standard}, not ${one.isDefault}`,
  )
  if (two.choice) {
    const { reading } = await client.recordings.get({ id: kept.recording })
    must(reading.timeUnit === two.choice, `it is read in ${reading.timeUnit}, not ${two.choice}`)
    const like = await client.recordings.import({ file: shortTrace('like.csv') })
    must(like.reading.timeUnit === two.choice, 'the last way of reading is not remembered')
    await client.recordings.remove({ id: like.id })
  }
}

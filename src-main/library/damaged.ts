import { readModel } from './model-format/read-model.ts'
import type { ModelShelf } from './models.ts'
import type { RecordingShelf } from './recordings.ts'
import { type DamagedEntry, type Listing, listShelf } from './shelf.ts'

interface Shelves {
  recordings: RecordingShelf
  models: ModelShelf
  others: { list(): Promise<Listing<unknown>> }[]
}

/**
 * All damaged entries of a library. Unlike the lists it reads every file, at one or two gigabytes a second.
 * @throws NagumoError LIBRARY_UNREACHABLE
 */
export async function damagedIn({ recordings, models, others }: Shelves): Promise<DamagedEntry[]> {
  const listed = await models.list()
  const ids = listed.entries.map(({ id }) => id)
  const whole = await listShelf('model', ids, async (id) => readModel(await models.folderOf(id)))
  const rest = await Promise.all([
    recordings.list({ contents: true }),
    ...others.map((shelf) => shelf.list()),
  ])
  return [...rest.flatMap(({ damaged }) => damaged), ...listed.damaged, ...whole.damaged]
}

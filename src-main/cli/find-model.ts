import { NagumoError } from '../contract/errors.ts'
import type { ModelEntry } from '../contract/models.ts'
import type { Library } from '../library/index.ts'

/**
 * The model of an id or a name, or the default one.
 * @throws NagumoError NOT_FOUND, MODEL_DAMAGED
 */
export async function findModel(library: Library, wanted: string | undefined): Promise<ModelEntry> {
  const { entries, damaged } = await library.models.list()
  if (wanted === undefined && entries.length) return entries[0]
  const broken = damaged.find((model) => wanted === undefined || model.id === wanted)
  if (broken) throw new NagumoError('MODEL_DAMAGED', broken.reason)
  const found =
    entries.find((model) => model.id === wanted) ??
    entries.find((model) => model.name.toLowerCase() === wanted?.toLowerCase())
  if (found) return found
  const known = entries.map((model) => model.id).join(', ')
  throw new NagumoError(
    'NOT_FOUND',
    known
      ? `There is no model “${wanted}”. Known: ${known}.`
      : 'There are no models. Install the program again, or train one: nagumo train --help.',
  )
}

import { NagumoError } from '../contract/errors.ts'
import type { ModelEntry } from '../contract/models.ts'
import type { VoltageUnit } from '../contract/recordings.ts'
import type { Verdict } from '../contract/reports.ts'
import type { Library } from '../library/index.ts'
import { modelOfKind } from '../model/composition/model-of-kind.ts'
import { usualModel } from '../model/composition/suits.ts'

/**
 * The model with an id or name, or the default for traces in that unit.
 * @throws NagumoError NOT_FOUND, MODEL_DAMAGED
 */
export async function findModel(
  library: Library,
  wanted: string | undefined,
  voltageUnit: VoltageUnit | null = null,
): Promise<ModelEntry> {
  const { entries, damaged } = await library.models.list()
  const usual = wanted === undefined ? usualModel(entries, voltageUnit) : null
  if (usual) return usual
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

/** Id of a model of the kind that a verdict suggests next; null where there is none. */
export async function nextModel(library: Library, { next }: Verdict): Promise<string | null> {
  if (!next?.modelKind) return null
  const { entries } = await library.models.list()
  return modelOfKind(entries, next.modelKind)?.id ?? null
}

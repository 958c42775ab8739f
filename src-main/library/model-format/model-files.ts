import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ModelCard } from '../../contract/models.ts'
import type { Engine } from '../../inference/network/engine.ts'
import type { Learner } from '../../inference/network/learner.ts'
import { sha256Of } from '../../integrity/sha256.ts'
import { cardText } from './card-file.ts'
import { madeHere, makeGolden } from './golden.ts'
import { cardVersion } from './migrate.ts'

export { readCard } from './card-file.ts'
export { readModel, type StoredModel } from './read-model.ts'

/** A card without the fields that are filled in on writing. */
export type NewCard = Omit<
  ModelCard,
  'format' | 'version' | 'network' | 'checksum' | 'manifest' | 'golden' | OptionalField
> &
  Partial<Pick<ModelCard, OptionalField>>
type OptionalField = 'note' | 'versions' | 'focus' | 'calibration' | 'recalibration'

export interface NewModel {
  /** Of the card's prior. */
  learner: Learner
  card: NewCard
  weights: Float32Array
  /** Runs the network on the golden traces. */
  engine: Engine
}

export function checksumOf(weights: Float32Array): string {
  return sha256Of(Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength))
}

/**
 * Writes the folder under a temporary name, then renames it into place. Creates the golden traces.
 * @param how replace: false leaves an existing model and fails with the error code of the rename
 * @returns the card as written
 */
export async function writeModel(
  folder: string,
  { learner, card, weights, engine }: NewModel,
  { replace = true } = {},
): Promise<ModelCard> {
  const manifest = JSON.stringify({
    format: 'layers-model',
    generatedBy: 'Nagumo',
    convertedBy: null,
    modelTopology: engine.topology(learner),
    weightsManifest: [
      { paths: ['weights.bin'], weights: learner.weights.map((spec) => ({ ...spec, dtype: 'float32' })) },
    ],
  })
  const golden = `${JSON.stringify(makeGolden({ learner, parts: card, weights }, engine))}\n`
  const { program, tensorflow } = madeHere(engine)
  const whole = ModelCard.parse({
    ...card,
    network: learner.spec,
    format: 'nagumo-model',
    version: cardVersion,
    note: card.note ?? '',
    versions: card.versions ?? { program, tensorflow },
    checksum: checksumOf(weights),
    manifest: sha256Of(Buffer.from(manifest)),
    golden: sha256Of(Buffer.from(golden)),
  })

  const next = `${folder}.next`
  await rm(next, { recursive: true, force: true })
  // Non-recursively first: recursive mkdir reports a full disk as ENOENT.
  await mkdir(next).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return mkdir(next, { recursive: true })
  })
  const bytes = Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength)
  try {
    await writeFile(join(next, 'weights.bin'), bytes, { flush: true })
    await writeFile(join(next, 'model.json'), manifest, { flush: true })
    await writeFile(join(next, 'golden.json'), golden, { flush: true })
    await writeFile(join(next, 'card.json'), cardText(whole), { flush: true })
  } catch (error) {
    // An incomplete folder is useless and takes space on a full disk.
    await rm(next, { recursive: true, force: true })
    throw error
  }
  if (replace) await rm(folder, { recursive: true, force: true })
  await rename(next, folder)
  return whole
}

import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ModelCard } from '../../contract/models.ts'
import { buildNetwork } from '../../inference/network/build.ts'
import { weightSpecs } from '../../inference/network/weights.ts'
import { sha256Of } from '../../integrity/sha256.ts'
import { createPrior } from '../../model/composition/prior.ts'
import { cardText } from './card-file.ts'
import { madeHere, makeGolden } from './golden.ts'
import { cardVersion } from './migrate.ts'

export { readCard } from './card-file.ts'
export { readModel, type StoredModel } from './read-model.ts'

/** A card as whoever made the model knows it; the rest is found out in writing. */
export type NewCard = Omit<
  ModelCard,
  'format' | 'version' | 'checksum' | 'manifest' | 'golden' | OptionalField
> &
  Partial<Pick<ModelCard, OptionalField>>
type OptionalField = 'note' | 'versions' | 'focus' | 'calibration' | 'recalibration'

export function checksumOf(weights: Float32Array): string {
  return sha256Of(Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength))
}

/**
 * Writes the folder whole under another name, then puts it in place. Golden traces are made on the way, so TensorFlow
 * must be loaded.
 * @param how replace: false, and what is there already stays; then this fails with the code that a rename has for that
 * @returns the card as it was written
 */
export async function writeModel(
  folder: string,
  card: NewCard,
  weights: Float32Array,
  { replace = true } = {},
): Promise<ModelCard> {
  const prior = createPrior(card.prior)
  const model = buildNetwork(card.network, prior, 0)
  const specs = weightSpecs(model)
  const manifest = JSON.stringify({
    format: 'layers-model',
    generatedBy: 'Nagumo',
    convertedBy: null,
    // In the words of Keras, class_name and not className, which is what its readers and TensorFlow.js's own expect.
    modelTopology: model.toJSON(null, false),
    weightsManifest: [{ paths: ['weights.bin'], weights: specs.map((s) => ({ ...s, dtype: 'float32' })) }],
  })
  model.dispose()
  const golden = `${JSON.stringify(makeGolden(prior, { parts: card, specs, weights }))}\n`
  const { program, tensorflow } = madeHere()
  const whole = ModelCard.parse({
    ...card,
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
  // First without those above it, for which Node reports a full disk as ENOENT.
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
    // Half of one is of no use, and takes room on a disk that is full.
    await rm(next, { recursive: true, force: true })
    throw error
  }
  if (replace) await rm(folder, { recursive: true, force: true })
  await rename(next, folder)
  return whole
}

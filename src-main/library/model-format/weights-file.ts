import { z } from 'zod'
import { issueText } from '../../contract/issue-words.ts'
import type { ModelCard } from '../../contract/models.ts'
import type { Learner } from '../../inference/network/learner.ts'
import { sha256Of } from '../../integrity/sha256.ts'
import { parseJson } from './bytes.ts'
import { modelDamaged } from './damage.ts'
import { readPlainFile } from './plain-file.ts'

/** The parts of model.json (TensorFlow.js layers format) that are read: weight files and shapes. */
const Manifest = z.object({
  format: z.literal('layers-model'),
  weightsManifest: z.tuple([
    z.object({
      paths: z.tuple([z.literal('weights.bin')]),
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(z.number().int().positive()),
          dtype: z.literal('float32'),
        }),
      ),
    }),
  ]),
})

/**
 * A model's weights, validated against its card and the learner built from that.
 * @throws NagumoError MODEL_DAMAGED with what is wrong
 */
export async function readWeightsFile(
  folder: string,
  card: ModelCard,
  learner: Learner,
): Promise<Float32Array> {
  const listed = await readPlainFile(folder, 'model.json')
  if (card.manifest !== null && sha256Of(listed) !== card.manifest) {
    throw modelDamaged(
      folder,
      'the list of its weights, model.json, does not match its card (the checksums differ)',
    )
  }
  const manifest = Manifest.safeParse(parseJson(listed))
  if (!manifest.success) {
    throw modelDamaged(
      folder,
      `model.json does not list the weights in the expected form (${issueText(manifest.error)})`,
    )
  }
  const [found, expected] = [manifest.data.weightsManifest[0].weights, learner.weights].map((weights) =>
    JSON.stringify(weights.map(({ shape }) => shape)),
  )
  if (found !== expected) {
    throw modelDamaged(folder, 'the shapes of its weights do not fit the network that its card names')
  }
  const bytes = await readPlainFile(folder, 'weights.bin')
  const size = 4 * learner.weightCount
  if (bytes.length !== size) {
    throw modelDamaged(folder, `weights.bin should have ${size} bytes and has ${bytes.length}`)
  }
  if (sha256Of(bytes) !== card.checksum) {
    throw modelDamaged(folder, 'its weights, weights.bin, do not match its card (the checksums differ)')
  }
  const weights = new Float32Array(Uint8Array.from(bytes).buffer)
  const bad = weights.findIndex((w) => !Number.isFinite(w))
  if (bad >= 0)
    throw modelDamaged(folder, `weight ${bad} of ${weights.length} is ${weights[bad]}, not a number`)
  return weights
}

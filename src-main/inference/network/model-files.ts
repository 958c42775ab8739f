import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { NagumoError } from '../../contract/errors.ts'
import { ModelCard } from '../../contract/models.ts'
import { createPrior } from '../../simulation/prior.ts'
import { buildNetwork } from './build.ts'
import { type WeightSpec, weightCount, weightSpecs } from './weights.ts'

/**
 * A model on disk: card.json (ours), model.json and weights.bin (TensorFlow.js layers format, which
 * Keras-compatible converters read). Nothing in it is ever run as code: the network is built again from the
 * card's list of layers, and weights are plain float32.
 */
export interface StoredModel {
  card: ModelCard
  specs: WeightSpec[]
  weights: Float32Array
}

const maximalWeightBytes = 256 * 1024 * 1024

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

export function checksumOf(weights: Float32Array): string {
  return createHash('sha256')
    .update(Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength))
    .digest('hex')
}

/** Writes the folder whole under another name, then puts it in place. */
export async function writeModel(folder: string, card: ModelCard, weights: Float32Array): Promise<void> {
  const next = `${folder}.next`
  await rm(next, { recursive: true, force: true })
  await mkdir(next, { recursive: true })
  const model = buildNetwork(card.network, createPrior(card.prior), 0)
  const specs = weightSpecs(model)
  const manifest = {
    format: 'layers-model',
    generatedBy: 'Nagumo',
    convertedBy: null,
    modelTopology: {
      class_name: 'Model',
      config: model.getConfig(),
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: [{ paths: ['weights.bin'], weights: specs.map((s) => ({ ...s, dtype: 'float32' })) }],
  }
  model.dispose()
  await writeFile(
    join(next, 'weights.bin'),
    Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength),
    { flush: true },
  )
  await writeFile(join(next, 'model.json'), JSON.stringify(manifest), { flush: true })
  await writeFile(join(next, 'card.json'), `${JSON.stringify(card, null, 1)}\n`, { flush: true })
  await rm(folder, { recursive: true, force: true })
  await rename(next, folder)
}

/** @throws NagumoError MODEL_DAMAGED with what is wrong */
export async function readCard(folder: string): Promise<ModelCard> {
  const parsed = ModelCard.safeParse(await readJson(join(folder, 'card.json'), 16 * 1024 * 1024))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw damaged(folder, `its card is not as expected: ${issue.path.join('.')}: ${issue.message}`)
}

/**
 * Card and weights, checked against each other.
 * @throws NagumoError MODEL_DAMAGED with what is wrong
 */
export async function readModel(folder: string): Promise<StoredModel> {
  const card = await readCard(folder)
  const manifest = Manifest.safeParse(await readJson(join(folder, 'model.json'), 4 * 1024 * 1024))
  if (!manifest.success) throw damaged(folder, 'model.json does not list the weights as expected')
  const specs = manifest.data.weightsManifest[0].weights.map(({ name, shape }) => ({ name, shape }))
  const expected = expectedSpecs(card)
  if (JSON.stringify(specs.map((s) => s.shape)) !== JSON.stringify(expected.map((s) => s.shape))) {
    throw damaged(folder, 'the shapes of its weights do not fit the network its card names')
  }
  const bytes = await readLimited(folder, 'weights.bin')
  if (bytes.length !== 4 * weightCount(specs)) {
    throw damaged(folder, `weights.bin should have ${4 * weightCount(specs)} bytes and has ${bytes.length}`)
  }
  const weights = new Float32Array(Uint8Array.from(bytes).buffer)
  if (checksumOf(weights) !== card.checksum)
    throw damaged(folder, 'its weights are not the ones its card was written for')
  return { card, specs, weights }
}

function expectedSpecs(card: ModelCard): WeightSpec[] {
  const model = buildNetwork(card.network, createPrior(card.prior), 0)
  const specs = weightSpecs(model)
  model.dispose()
  return specs
}

async function readLimited(folder: string, name: string): Promise<Buffer> {
  const file = join(folder, name)
  const info = await stat(file).catch(() => null)
  if (!info) throw damaged(folder, `${name} is missing`)
  if (info.size > maximalWeightBytes)
    throw damaged(folder, `${name} is ${info.size} bytes long, more than any model here`)
  return readFile(file)
}

async function readJson(file: string, limit: number): Promise<unknown> {
  const info = await stat(file).catch(() => null)
  if (!info || info.size > limit) return null
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}

function damaged(folder: string, what: string): NagumoError {
  const name = folder.split(/[\\/]/).at(-1)
  return new NagumoError(
    'MODEL_DAMAGED',
    `The model “${name}” can't be used: ${what}. Import it again, or train a new one.`,
  )
}

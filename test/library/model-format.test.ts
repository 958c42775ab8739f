import { cp, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'
import { NagumoError } from '../../src-main/contract/errors.ts'
import type { ModelCard } from '../../src-main/contract/models.ts'
import type { NetworkSpec } from '../../src-main/contract/networks.ts'
import { networkChoices } from '../../src-main/inference/network/catalogue/networks.ts'
import { createLearner } from '../../src-main/inference/network/learner.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { kerasModel } from '../../src-main/inference/network/tensorflow/keras-model.ts'
import { migrateCard } from '../../src-main/library/model-format/migrate.ts'
import {
  checksumOf,
  readCard,
  readModel,
  writeModel,
} from '../../src-main/library/model-format/model-files.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { temporaryFolder } from '../services/fixtures.ts'
import { presetOn } from '../support/priors.ts'
import { unsealed } from '../support/seal.ts'
import { temporaryHome, tinyNetwork, writeSmallModel } from '../support/stored-model.ts'
import { pointVariants } from '../support/training.ts'

// biome-ignore lint/suspicious/noExplicitAny: what is damaged here may be anywhere.
type Json = Record<string, any>

let remove: () => Promise<void>
let whole: string
let card: ModelCard
let weights: Float32Array
beforeAll(async () => {
  await loadTensorflow()
  const temporary = await temporaryHome()
  remove = temporary.remove
  ;({ folder: whole, card, weights } = await writeSmallModel(temporary.home))
})
afterAll(() => remove())

let folder: string
beforeEach(async () => {
  folder = join(await temporaryFolder(), 'a-model')
  await cp(whole, folder, { recursive: true })
})

const path = (name: string): string => join(folder, name)
const edit = async (name: string, change: (json: Json) => void): Promise<void> => {
  const json = JSON.parse(await readFile(path(name), 'utf8'))
  change(json)
  // As an earlier program, or another one, writes it.
  for (const mark of ['sealed', 'seal']) delete json[mark]
  await writeFile(path(name), JSON.stringify(json))
}
const editCard = (change: (card: Json) => void) => edit('card.json', change)

describe('a model on disk', () => {
  it('comes back as it was written', async () => {
    const stored = await readModel(folder)
    expect(stored.card).toEqual(card)
    expect(stored.weights).toEqual(weights)
    expect(stored.learner.weightCount).toBe(weights.length)
    expect(stored.golden?.traces).toHaveLength(4)
    expect(await readCard(folder)).toEqual(card)
    expect(card).toMatchObject({ version: 3, versions: { program: '0.1.0', tensorflow: '4.22.0' } })
  })

  it('has names and shapes that a Keras reader finds in its topology', async () => {
    const { modelTopology, weightsManifest } = JSON.parse(await readFile(path('model.json'), 'utf8'))
    const layers = modelTopology.config.layers.map((l: { name: string }) => l.name)
    for (const { name } of weightsManifest[0].weights) expect(layers).toContain(name.split('/')[0])
  })

  it('takes the place of another whole', async () => {
    const changed = weights.map((w) => w + 1)
    const { learner } = await readModel(folder)
    const again = { ...card, name: 'Again' }
    await writeModel(folder, { learner, card: again, weights: changed, engine: tensorflowEngine })
    const stored = await readModel(folder)
    expect(stored.card).toMatchObject({ name: 'Again', checksum: checksumOf(changed) })
    expect(stored.weights).toEqual(changed)
  })

  it.each([
    [
      { embedding: 'patches', patch: 10, widths: [8] },
      { embedding: 'patches', points: 10, widths: [8] },
    ],
    [
      { embedding: 'convolutions', patch: 4, widths: [8] },
      { embedding: 'convolutions', stride: 4, widths: [8] },
    ],
    [
      { embedding: 'cycle', patch: 24, widths: [] },
      { embedding: 'cycle', harmonics: 24 },
    ],
    [
      { embedding: 'toString', patch: 24 },
      { embedding: 'toString', patch: 24 },
    ],
    [{ kind: 'point' }, { kind: 'point' }],
  ])('of version 2 says by one name each what its embedding goes by: %o', (network, expected) => {
    expect(migrateCard({ version: 2, network })).toEqual({ version: 3, network: expected })
  })

  it('of version 1 is brought to this version, and has no golden traces', async () => {
    await editCard((c) => {
      c.version = 1
      for (const name of ['note', 'versions', 'golden', 'errors', 'focus']) delete c[name]
      delete c.network.kind
      delete c.training.recipe
    })
    await editCard((c) => delete c.manifest)
    await rm(path('golden.json'))
    const stored = await readModel(folder)
    const old = { manifest: null, note: '', versions: { program: null, tensorflow: null }, golden: null }
    const { recipe: _, ...training } = card.training
    expect(stored.card).toMatchObject({ ...card, ...old, training })
    expect(stored.weights).toEqual(weights)
    expect(stored.golden).toBeNull()
  })
})

/** What was done to a model, and what is said of it. */
const damages: [string, () => Promise<unknown>, RegExp][] = [
  ['a missing card', () => rm(path('card.json')), /made by another program.*Nagumo reads models that Nagumo/],
  [
    'an empty folder',
    () => rm(folder, { recursive: true }).then(() => mkdir(folder)),
    /card\.json is missing/,
  ],
  ['a card that is no JSON', () => writeFile(path('card.json'), 'hello'), /truncated or is not JSON/],
  ['a card that is a list', () => writeFile(path('card.json'), '[]'), /truncated or is not JSON/],
  ['a card that is no text', () => writeFile(path('card.json'), Buffer.of(0xff, 0xfe, 0)), /is not JSON/],
  ['an empty card', () => writeFile(path('card.json'), ''), /is not JSON/],
  ['a card cut off', () => truncate(path('card.json'), 500), /is not JSON/],
  ['a card of 17 MB', () => truncate(path('card.json'), 17e6), /17000000 bytes.*are allowed/],
  [
    'another program’s card',
    () => writeFile(path('card.json'), '{"format":"onnx"}'),
    /format “onnx”.*“nagumo-model” was exp/,
  ],
  [
    'a newer card',
    () => editCard((c) => (c.version = 4)),
    /made by a newer Nagumo.*version 4.*up to 3\. Update Nagumo\.$/,
  ],
  ['a card of no version', () => editCard((c) => delete c.version), /not valid at version/],
  ['a card of version 0', () => editCard((c) => (c.version = 0)), /not valid at version/],
  ['a card of version “2”', () => editCard((c) => (c.version = '2')), /not valid at version/],
  ['an id that is a path', () => editCard((c) => (c.id = '../../etc/passwd')), /not valid at id/],
  ['no name', () => editCard((c) => (c.name = '')), /not valid at name/],
  [
    'an unknown neuron',
    () => editCard((c) => (c.prior.neuronModel = 'squid')),
    /prior can’t be used: .*“squid”/,
  ],
  [
    'an impossible prior',
    () => editCard((c) => (c.prior.parameters.sigma.lower = -1)),
    /prior can’t be used/,
  ],
  [
    'an endless number',
    () => writeCardText((text) => text.replace(/"sd": ?0.3/, '"sd": 1e999')),
    /not valid at prior/,
  ],
  [
    'a network of a new kind',
    () => editCard((c) => (c.network.kind = 'transformer')),
    /not valid at network/,
  ],
  ['a network without layers', () => editCard((c) => (c.network.dense = [])), /too deep|do not fit/],
  [
    'a network of 10⁹ weights',
    () => editCard((c) => (c.network.dense = [30_000, 30_000])),
    /would have \d+ weights; at most/,
  ],
  [
    'a network of 10³⁰ weights',
    () => editCard((c) => (c.network.widths = [1e15, 1e15])),
    /would have .* weights; at most/,
  ],
  [
    'patches beyond measure',
    () => editCard((c) => (c.network.points = 2 ** 52)),
    /would have .* weights; at most/,
  ],
  ['a network of 1000 layers', () => editCard((c) => (c.network.widths = Array(1100).fill(2))), /too deep/],
  [
    'a card for another network',
    () => editCard((c) => (c.network.dense = [64, 32])),
    /shapes of its weights do not fit/,
  ],
  [
    'too few scales',
    () => editCard((c) => c.normalization.target.mean.pop()),
    /3 numbers in normalization\.target\.mean and should have 4/,
  ],
  [
    'a scale of 0',
    () => editCard((c) => (c.normalization.trace.sd = 0)),
    /not valid at normalization\.trace\.sd/,
  ],
  [
    'too few statistics',
    () => editCard((c) => (c.normalization.statistics.sd = [1])),
    /normalization\.statistics\.sd/,
  ],
  [
    'errors that do not fit',
    () => editCard((c) => (c.errors = { degrees: 6, weights: [1], means: [0], factors: [1] })),
    /1 numbers in errors\.means and should have 4/,
  ],
  [
    'the accuracy of a stranger',
    () => editCard((c) => (c.evaluation = evaluationOf('tau'))),
    /accuracy .* of “tau”/,
  ],
  [
    'a recalibration too short',
    () => editCard((c) => (c.recalibration = { stretch: [1], shift: [0], traces: 1, seed: 1, gain: 0 })),
    /1 numbers in recalibration\.stretch and should have 4/,
  ],
  ['a missing list of weights', () => rm(path('model.json')), /model\.json is missing/],
  [
    'a list of weights cut off',
    () => truncate(path('model.json'), 100),
    /model\.json does not list the weights/,
  ],
  [
    'weights elsewhere',
    () => edit('model.json', (m) => (m.weightsManifest[0].paths = ['../../weights.bin'])),
    /model\.json does not list.*paths/,
  ],
  [
    'weights in two files',
    () => edit('model.json', (m) => m.weightsManifest[0].paths.push('more.bin')),
    /model\.json does not list/,
  ],
  [
    'a graph model',
    () => edit('model.json', (m) => (m.format = 'graph-model')),
    /model\.json does not list.*format/,
  ],
  [
    'weights of 8 bits',
    () => edit('model.json', (m) => (m.weightsManifest[0].weights[0].dtype = 'uint8')),
    /model\.json does not list.*dtype/,
  ],
  [
    'a huge shape',
    () => edit('model.json', (m) => (m.weightsManifest[0].weights[0].shape = [1e9, 1e9])),
    /shapes of its weights do not fit/,
  ],
  [
    'a shape of 0',
    () => edit('model.json', (m) => (m.weightsManifest[0].weights[0].shape = [0, 8])),
    /model\.json does not list.*shape/,
  ],
  [
    'a weight too few in the list',
    () => edit('model.json', (m) => m.weightsManifest[0].weights.pop()),
    /shapes of its weights do not fit/,
  ],
  ['missing weights', () => rm(path('weights.bin')), /weights\.bin is missing/],
  ['cut weights', () => truncate(path('weights.bin'), 100), /should have \d+ bytes and has 100/],
  [
    'weights too long',
    () => writeFile(path('weights.bin'), Buffer.alloc(8), { flag: 'a' }),
    /should have \d+ bytes and has/,
  ],
  ['weights of 300 MB', () => truncate(path('weights.bin'), 300e6), /300000000 bytes.*are allowed/],
  [
    'a folder for weights',
    () => rm(path('weights.bin')).then(() => mkdir(path('weights.bin'))),
    /is a folder, while a file/,
  ],
  ['changed weights', () => writeWeights((bytes) => (bytes[5] ^= 1)), /do not match its card/],
  [
    'weights that are no numbers',
    async () => {
      const bad = weights.slice()
      bad[7] = Number.NaN
      await writeFile(path('weights.bin'), Buffer.from(bad.buffer))
      await editCard((c) => (c.checksum = checksumOf(bad)))
    },
    /weight 7 of \d+ is NaN/,
  ],
  ['missing golden traces', () => rm(path('golden.json')), /golden\.json is missing/],
  [
    'changed golden traces',
    () => edit('golden.json', (g) => (g.outputs[0][0] += 1)),
    /golden traces, golden\.json, do not match/,
  ],
  ...['card.json', 'model.json', 'weights.bin', 'golden.json'].map(
    (name): [string, () => Promise<unknown>, RegExp] => [
      `${name} that is a link out of the folder`,
      async () => {
        await cp(path(name), join(folder, '..', name))
        await rm(path(name))
        await symlink(join('..', name), path(name))
      },
      new RegExp(`${name} is a link`),
    ],
  ),
]

describe('a damaged model is refused with the reason', () => {
  // Without checksums, so that what is behind them is seen.
  beforeEach(() => editCard((c) => (c.manifest = null)))

  it.each(damages)('%s', async (_, damage, message) => {
    await damage()
    const error = await readModel(folder).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(NagumoError)
    expect(error).toMatchObject({ code: 'MODEL_DAMAGED', message: expect.stringMatching(message) })
    expect((error as NagumoError).message).toContain('“a-model”')
  })
})

describe('names and shapes of a network’s weights, without building it', () => {
  const choices = networkChoices.map(({ name, spec }) => ({ name: name as string, spec }))
  it.each([...choices, ...pointVariants, { name: 'tiny', spec: tinyNetwork }])(
    'are those of $name',
    ({ spec }) => {
      for (const points of [1000, 333]) {
        const { layers, weights, outputs } = createLearner(createPrior(presetOn({ points })), spec)
        const model = kerasModel(layers, 1)
        expect(weights).toEqual(
          model.trainableWeights.map(({ originalName: name, shape }) => ({ name, shape })),
        )
        expect(model.outputs[0].shape).toEqual([null, outputs])
        model.dispose()
      }
    },
  )

  it('are refused in words where the trace is too short for its convolutions', () => {
    const { dense, density } = tinyNetwork
    const spec: NetworkSpec = {
      kind: 'posterior',
      embedding: 'convolutions',
      stride: 5,
      widths: [4, 4, 4, 4, 4],
      dense,
      density,
    }
    const prior = createPrior(presetOn({ points: 40 }))
    expect(() => createLearner(prior, spec)).toThrow(/A trace of 40 points is too short for the layers/)
  })
})

async function writeCardText(change: (text: string) => string): Promise<void> {
  const text = unsealed(await readFile(path('card.json'), 'utf8'))
  const changed = change(text)
  expect(changed).not.toBe(text)
  await writeFile(path('card.json'), changed)
}

async function writeWeights(change: (bytes: Buffer) => void): Promise<void> {
  const bytes = await readFile(path('weights.bin'))
  change(bytes)
  await writeFile(path('weights.bin'), bytes)
}

function evaluationOf(name: string): Json {
  return {
    traces: 1,
    seed: 1,
    r2: { [name]: 1 },
    rmse: { [name]: 1 },
    coverage90: null,
    medianEssFraction: 1,
    scatter: {},
  }
}

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { readModel, type StoredModel } from '../../src-main/library/model-format/model-files.ts'
import { temporaryHome, writeSmallModel } from '../support/stored-model.ts'

const names = ['card.json', 'model.json', 'weights.bin', 'golden.json'] as const
let home: string
let remove: () => Promise<void>
let whole: string
let stored: StoredModel
const originals: Record<string, Buffer> = {}
/** The same as a program wrote it that knew no checksums of these, so that what is behind them is met. */
const earlier: Record<string, Buffer> = {}
beforeAll(async () => {
  await loadTensorflow()
  ;({ home, remove } = await temporaryHome())
  ;({ folder: whole } = await writeSmallModel(home))
  stored = await readModel(whole)
  for (const name of names) earlier[name] = originals[name] = await readFile(join(whole, name))
  const { sealed: _, seal: __, ...card } = JSON.parse(originals['card.json'].toString())
  earlier['card.json'] = Buffer.from(JSON.stringify({ ...card, manifest: null }))
})
afterAll(() => remove())

/** Reads the model with one file replaced: what came out, or null where it was refused. Anything else is a crash. */
async function readWith(
  name: string,
  bytes: Uint8Array,
  base: Record<string, Buffer> = originals,
): Promise<StoredModel | null> {
  const folder = join(home, 'damaged')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  await cp(whole, folder, { recursive: true })
  await writeFile(join(folder, 'card.json'), base['card.json'])
  await writeFile(join(folder, name), bytes)
  try {
    return await readModel(folder)
  } catch (error) {
    expect(error).toBeInstanceOf(NagumoError)
    expect(error).toMatchObject({ code: 'MODEL_DAMAGED', message: expect.stringContaining('can’t be used') })
    return null
  }
}

describe('a model damaged at random', () => {
  it.each(names)('is refused with %s cut off', async (name) => {
    const bytes = originals[name]
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 2 }), async (length) => {
        expect(await readWith(name, bytes.subarray(0, length))).toBeNull()
      }),
      { numRuns: 40, seed: 1 },
    )
  })

  it.each(names)('is refused with any bit of %s turned', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: originals[name].length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        const bytes = Buffer.from(originals[name])
        bytes[at] ^= 1 << bit
        expect(await readWith(name, bytes)).toBeNull()
      }),
      { numRuns: 125, seed: 2 },
    )
  })

  it.each(['card.json', 'model.json'])('never crashes with any value in place of one of %s', async (name) => {
    const json = JSON.parse(earlier[name].toString())
    const paths = pathsIn(json)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: paths.length - 1 }), strange, async (k, value) => {
        const changed = structuredClone(json)
        setAt(changed, paths[k], value)
        const found = await readWith(name, Buffer.from(JSON.stringify(changed)), earlier)
        // What is read keeps the weights as they were; only words and numbers of the card can differ.
        if (found) expect(found.weights).toEqual(stored.weights)
      }),
      { numRuns: 250, seed: 3 },
    )
  })

  it.each(['card.json', 'model.json', 'golden.json'])('never crashes with any JSON as %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        expect(await readWith(name, Buffer.from(text), earlier)).toBeNull()
      }),
      { numRuns: 60, seed: 4 },
    )
  })
})

const strange = fc.oneof(
  fc.constantFrom(null, true, '', '../../weights.bin', '__proto__', -1, 0, 0.5, 1e308, 2 ** 53, [], {}),
  fc.jsonValue(),
)

/** All places in a JSON value: lists of keys. */
function pathsIn(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at]
  const inside = Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...at, key]))
  return at.length ? [at, ...inside] : inside
}

function setAt(json: Record<string, unknown>, path: string[], value: unknown): void {
  const parent = path.slice(0, -1).reduce((part, key) => part[key] as Record<string, unknown>, json)
  parent[path.at(-1)!] = value
}

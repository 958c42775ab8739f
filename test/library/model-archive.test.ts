import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'
import { maxModelBytes } from '../../src-main/contract/limits.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { packModel, unpackModel } from '../../src-main/library/model-format/archive/model-archive.ts'
import { nestingOf } from '../../src-main/library/model-format/archive/nesting.ts'
import { zipParts } from '../../src-main/library/model-format/archive/zip-write.ts'
import { zipOf } from '../native/support/zip.ts'
import { temporaryFolder } from '../services/fixtures.ts'
import { temporaryHome, writeSmallModel } from '../support/stored-model.ts'

let folder: string
let remove: () => Promise<void>
let packed: Buffer
const files: Record<string, Buffer> = {}
beforeAll(async () => {
  await loadTensorflow()
  const temporary = await temporaryHome()
  remove = temporary.remove
  ;({ folder } = await writeSmallModel(temporary.home))
  packed = Buffer.concat(await packModel(folder, true))
  for (const name of await readdir(folder)) files[name] = await readFile(join(folder, name))
})
afterAll(() => remove())

/** Unpacks bytes, and gives what came out, by name. */
async function unpack(bytes: Uint8Array, fileName = 'a-model.nagumo-model'): Promise<Record<string, Buffer>> {
  const home = await temporaryFolder()
  const path = join(home, 'received')
  const into = join(home, 'into')
  await writeFile(path, bytes)
  await mkdir(into)
  await unpackModel(path, fileName, into)
  const names = await readdir(into)
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(into, name))] as const)),
  )
}

const zipped = (change: (files: { name: string; bytes: Uint8Array }[]) => void): Buffer => {
  const list = Object.entries(files).map(([name, bytes]) => ({ name, bytes: bytes as Uint8Array }))
  change(list)
  return Buffer.concat(zipParts(list))
}

/** A copy with the bytes of one place changed. */
const altered = (at: number, ...values: number[]): Buffer => {
  const bytes = Buffer.from(packed)
  bytes.set(values, at < 0 ? bytes.length + at : at)
  return bytes
}
const directoryAt = (): number => packed.readUInt32LE(packed.length - 6)

describe('a model as one file', () => {
  it('holds what its folder holds', async () => {
    expect(await unpack(packed)).toEqual(files)
  })

  it.each(['recording', 'rudi-2022'])('carries the model that comes with the program: %s', async (id) => {
    const parts = await packModel(join('models', id), true)
    expect(Object.keys(await unpack(Buffer.concat(parts)))).toHaveLength(4)
  })

  it('is the same file each time', async () => {
    expect(Buffer.concat(await packModel(folder, true))).toEqual(packed)
  })

  it('may have been packed again by another program', async () => {
    expect(await unpack(zipOf(files))).toEqual(files)
    const { 'weights.bin': _, ...others } = files
    await expect(unpack(zipOf(others))).rejects.toThrow(/weights\.bin is missing/)
  })

  it.each<[string, () => Buffer, RegExp]>([
    ['an empty file', () => Buffer.alloc(0), /begins with nothing: it is empty/],
    [
      'a picture',
      () => Buffer.from('\x89PNG\r\n\x1a\n and more', 'latin1'),
      /begins with the bytes 89504e47/,
    ],
    ['a table', () => Buffer.from('time,v1\n0,1\n'), /begins with “time”.*“PK”/],
    ['cut off in the weights', () => packed.subarray(0, 5000), /truncated/],
    ['cut off by a byte', () => packed.subarray(0, packed.length - 1), /truncated|damaged/],
    ['cut off in its list', () => packed.subarray(0, packed.length - 30), /truncated/],
    [
      'a weight changed',
      () => altered(packed.indexOf(files['weights.bin']) + 9, 0x77),
      /weights\.bin in it is damaged: its checksum/,
    ],
    ['the list damaged', () => altered(directoryAt() + 1, 0), /list of its contents is damaged at entry 1/],
    ['a list that lies beyond the end', () => altered(-6, 0xff, 0xff, 0xff, 0x7f), /beyond its end/],
    ['a file twice', () => zipped((list) => list.push(list[0])), /holds .* twice/],
    [
      'a stranger',
      () => zipped((list) => list.push({ name: 'run.js', bytes: Buffer.from('1') })),
      /“run\.js”, which is not part/,
    ],
    [
      'a way out of the folder',
      () => zipped((list) => list.push({ name: '../card.json', bytes: Buffer.from('1') })),
      /“\.\.\/card\.json”/,
    ],
    [
      'a way to the root',
      () => zipped((list) => list.push({ name: '/etc/passwd', bytes: Buffer.from('1') })),
      /“\/etc\/passwd”/,
    ],
    [
      'a name of every object',
      () => zipped((list) => list.push({ name: '__proto__', bytes: Buffer.from('1') })),
      /“__proto__”/,
    ],
    [
      'no card',
      () =>
        zipped((list) =>
          list.splice(
            list.findIndex(({ name }) => name === 'card.json'),
            1,
          ),
        ),
      /card\.json is missing/,
    ],
    [
      'nothing in it',
      () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.concat(zipParts([]))]),
      /is missing in it/,
    ],
    ['an encrypted file', () => altered(directoryAt() + 8, 1), /encrypted/],
    ['a file packed in an unknown way', () => altered(directoryAt() + 10, 14), /method 14/],
    ['a file that claims 4 GB', () => altered(directoryAt() + 24, 0, 0, 0, 0xf0), /bytes; at most/],
    ['a file elsewhere', () => altered(directoryAt() + 42, 9), /is not at the place/],
    [
      'weights of another size than the card’s network has, before they are unpacked',
      () => unpackable('weights.bin', 64 * 1024 * 1024),
      /weights\.bin in it has 67108864 bytes, and the network of its card has \d+/,
    ],
    [
      'a card larger than any, before it is unpacked',
      () => unpackable('card.json', 16 * 1024 * 1024),
      /card\.json in it has 16777216 bytes; at most 1048576 are allowed/,
    ],
    ...(['card.json', 'model.json', 'golden.json'] as const).map(
      (name) =>
        [
          `${name} of brackets in brackets`,
          () => zipOf({ ...files, [name]: `{"x":${'['.repeat(400_000)}${']'.repeat(400_000)}}` }),
          new RegExp(`${name.replace('.', '\\.')} in it has 400001 nested lists`),
        ] as [string, () => Buffer, RegExp],
    ),
    ['a card that unpacks to more than it claims', bomb, /can’t be unpacked/],
  ])('is refused: %s', async (_, bytes, message) => {
    const error = await unpack(bytes(), 'C:\\models\\x.nagumo-model').catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'MODEL_DAMAGED', message: expect.stringMatching(message) })
    expect((error as Error).message).toMatch(/^“.*x\.nagumo-model” is not a usable model file/)
  })

  it('is refused where it is larger than any model', async () => {
    const home = await temporaryFolder()
    const file = await open(join(home, 'huge'), 'w')
    await file.truncate(maxModelBytes + 1)
    await file.close()
    await expect(unpackModel(join(home, 'huge'), 'huge', home)).rejects.toThrow(/are allowed/)
  })

  it('with any byte changed gives the files as they were, or is refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: packed.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const bytes = Buffer.from(packed)
          bytes[at] ^= by
          const found = await unpack(bytes).catch((error) => {
            expect(error).toMatchObject({ code: 'MODEL_DAMAGED' })
            return null
          })
          if (found) expect(found).toEqual(files)
        },
      ),
      { numRuns: 80, seed: 5 },
    )
  })
})

/** Deflate packs zeros a thousandfold; the claimed size is a hundred bytes. */
function bomb(): Buffer {
  const bytes = zipOf({ 'card.json': '\0'.repeat(100_000), 'model.json': '{}', 'weights.bin': 'abcd' })
  expect(bytes.indexOf(deflateRawSync(Buffer.alloc(100_000)))).toBeGreaterThan(0)
  bytes.writeUInt32LE(100, bytes.indexOf('PK\x01\x02') + 24)
  return bytes
}

/** An archive in which one file claims a size and can't be unpacked at all. */
function unpackable(name: string, size: number): Buffer {
  const bytes = zipOf(files)
  let at = bytes.indexOf('PK\x01\x02')
  while (bytes.toString('utf8', at + 46, at + 46 + name.length) !== name)
    at = bytes.indexOf('PK\x01\x02', at + 1)
  bytes.writeUInt32LE(size, at + 24)
  const local = bytes.readUInt32LE(at + 42)
  bytes.fill(0xff, local + 30 + name.length, local + 40 + name.length)
  return bytes
}

it('brackets in a text do not nest', () => {
  expect(nestingOf(Buffer.from('{"[[[[\\"[[": [1, {"b": []}]}'))).toBe(4)
  expect(
    Math.max(...['card.json', 'golden.json', 'model.json'].map((name) => nestingOf(files[name]))),
  ).toBeLessThan(12)
})

describe('export and import', () => {
  async function library() {
    const root = await temporaryFolder()
    await writeSmallModel(join(root, 'models'))
    return (await openLibrary(root, await temporaryFolder())).models
  }
  const exported = async (models: Awaited<ReturnType<typeof library>>, id: string): Promise<string> => {
    const { parts } = await models.export(id)
    const path = join(await temporaryFolder(), 'anything.txt')
    await writeFile(path, Buffer.concat(parts))
    return path
  }

  it('bring a model to another library, whatever the file is called', async () => {
    const here = await library()
    const [there] = [(await openLibrary(await temporaryFolder(), await temporaryFolder())).models]
    const path = await exported(here, 'a-model')
    const { model, already } = await there.import(path, 'anything.txt')
    expect(already).toBe(false)
    const { isDefault: _a, ...original } = await here.get('a-model')
    expect(model).toMatchObject({ ...original, shipped: false })
    expect(await readdir(await there.folderOf(model.id))).toEqual(await readdir(folder))
  })

  it('say that a model is here already, and keep it once', async () => {
    const models = await library()
    const path = await exported(models, 'a-model')
    await models.edit('a-model', { name: 'Renamed since' })
    expect(await models.import(path, 'x')).toMatchObject({ already: true, model: { name: 'Renamed since' } })
    expect((await models.list()).entries).toHaveLength(1)
  })

  it('give a fresh id and name where they are taken', async () => {
    const models = await library()
    const other = await temporaryFolder()
    await writeSmallModel(join(other, 'models'), { seed: 2 })
    const path = await exported((await openLibrary(other, other)).models, 'a-model')
    const { model } = await models.import(path, 'x')
    expect(model).toMatchObject({ id: 'a-model-2', name: 'A model (2)' })
    expect((await models.list()).entries).toHaveLength(2)
  })

  it('refuse a model whose parts do not belong together, and leave nothing behind', async () => {
    const root = await temporaryFolder()
    const { models } = await openLibrary(root, await temporaryFolder())
    const path = join(await temporaryFolder(), 'bad.nagumo-model')
    const bytes = zipped((list) => {
      const weights = list.find(({ name }) => name === 'weights.bin')!
      weights.bytes = Buffer.concat([weights.bytes.subarray(0, 8), Buffer.alloc(weights.bytes.length - 8)])
    })
    await writeFile(path, bytes)
    await expect(models.import(path, 'bad.nagumo-model')).rejects.toThrow(
      /^The model “bad\.nagumo-model” can’t be used: its weights, weights\.bin, do not match/,
    )
    expect((await models.list()).entries).toEqual([])
    expect(await readdir(join(root, 'temporary'))).toEqual([])
  })

  it('do not pack a damaged model', async () => {
    const models = await library()
    const own = await models.folderOf('a-model')
    await rename(join(own, 'weights.bin'), join(own, 'other.bin'))
    await expect(models.export('a-model')).rejects.toMatchObject({ code: 'MODEL_DAMAGED' })
    await rm(own, { recursive: true })
    await expect(models.export('a-model')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

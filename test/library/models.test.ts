import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLibrary } from '../../src-main/library/index.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import {
  modelCard,
  modelsFolder,
  modelWeights,
  temporaryFolder,
  writeModelFolder,
} from '../services/fixtures.ts'

describe('models', () => {
  it('are listed with their parameters and the number of their weights', async () => {
    const shipped = await modelsFolder()
    const { models } = await openLibrary(await temporaryFolder(), shipped)
    const parameters = createPrior(rudi2022).parameters
    const entry = {
      ...modelCard,
      shipped: true,
      isDefault: true,
      parameters,
      quantities: parameters,
      weights: modelWeights,
    }
    expect(await models.list()).toEqual({ entries: [entry], damaged: [] })
    expect(await models.get(modelCard.id)).toEqual(entry)
    expect(await models.folderOf(modelCard.id)).toBe(join(shipped, modelCard.id))
  })

  it('have the longest trained shipped one first, then own ones by age', async () => {
    const folder = await temporaryFolder()
    const training = (samples: number) => ({ ...modelCard.training, samples })
    const shipped = await modelsFolder([
      { id: 'quick', training: training(10) },
      { id: 'thorough', training: training(1000) },
    ])
    const own = join(folder, 'models')
    await writeModelFolder(own, { id: 'old', createdAt: '2026-01-01T00:00:00.000Z', training: training(1e9) })
    await writeModelFolder(own, { id: 'new', createdAt: '2026-02-01T00:00:00.000Z' })
    const { models } = await openLibrary(folder, shipped)
    const { entries } = await models.list()
    expect(entries.map(({ id }) => id)).toEqual(['thorough', 'quick', 'new', 'old'])
    expect(entries.map(({ isDefault }) => isDefault)).toEqual([true, false, false, false])
    expect(entries.map(({ shipped }) => shipped)).toEqual([true, true, false, false])
  })

  it('are found again after their card changed', async () => {
    const shipped = await modelsFolder()
    const { models } = await openLibrary(await temporaryFolder(), shipped)
    expect((await models.get(modelCard.id)).description).toBe('for tests')
    await writeModelFolder(shipped, { description: 'another text' })
    expect((await models.get(modelCard.id)).description).toBe('another text')
  })

  it('that are damaged are told and take no other with them', async () => {
    const shipped = await modelsFolder([{}, { id: 'no-weights' }, { id: 'no-card' }, { id: 'bad-prior' }])
    await rm(join(shipped, 'no-weights', 'weights.bin'))
    await rm(join(shipped, 'no-card', 'card.json'))
    await writeModelFolder(shipped, { id: 'bad-prior', prior: { ...rudi2022, neuronModel: 'unheard-of' } })
    const { models } = await openLibrary(await temporaryFolder(), shipped)
    const { entries, damaged } = await models.list()
    expect(entries.map(({ id }) => id)).toEqual([modelCard.id])
    expect(Object.fromEntries(damaged.map(({ id, reason }) => [id, reason]))).toEqual({
      'no-weights': expect.stringContaining(`weights.bin should have ${4 * modelWeights} bytes and has 0`),
      'no-card': expect.stringContaining('card.json is missing'),
      'bad-prior': expect.stringContaining('no neuron model “unheard-of”'),
    })
    await expect(models.get('no-card')).rejects.toMatchObject({ code: 'MODEL_DAMAGED' })
  })

  it('of a newer program are told to be so', async () => {
    const shipped = await modelsFolder([{}, { id: 'future', version: 4 as never }])
    const { models } = await openLibrary(await temporaryFolder(), shipped)
    const { damaged } = await models.list()
    expect(damaged).toEqual([
      { kind: 'model', id: 'future', reason: expect.stringMatching(/made by a newer Nagumo.*Update Nagumo/) },
    ])
  })

  it('with an id that is none are not looked for', async () => {
    const shipped = await modelsFolder()
    await mkdir(join(shipped, 'rudi-2022.next'))
    await writeFile(join(shipped, 'NOTICE'), '')
    const { models } = await openLibrary(await temporaryFolder(), shipped)
    expect((await models.list()).entries).toHaveLength(1)
    for (const id of ['..', '../models', 'rudi-2022.next', '']) {
      await expect(models.get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect(await readdir(shipped)).toContain('rudi-2022')
  })
})

/** One shipped model and one own, with all its files (their bytes are not looked at here). */
async function withOwn() {
  const root = await temporaryFolder()
  const shipped = await modelsFolder()
  await writeModelFolder(join(root, 'models'), { id: 'mine', name: 'Mine' })
  const { models } = await openLibrary(root, shipped)
  return { root, shipped, models, own: join(root, 'models', 'mine') }
}

describe('own models', () => {
  it('take another name and a note, in their card', async () => {
    const { models, own, root } = await withOwn()
    expect(await models.edit('mine', { name: 'Slice 3' })).toMatchObject({ id: 'mine', name: 'Slice 3' })
    expect(await models.edit('mine', { note: 'for the dentate gyrus' })).toMatchObject({
      name: 'Slice 3',
      note: 'for the dentate gyrus',
    })
    const card = JSON.parse(await readFile(join(own, 'card.json'), 'utf8'))
    expect(card).toMatchObject({
      name: 'Slice 3',
      note: 'for the dentate gyrus',
      checksum: modelCard.checksum,
    })
    expect(await readdir(join(root, 'temporary'))).toEqual([])
  })

  it('take no name that another has', async () => {
    const { models } = await withOwn()
    await expect(models.edit('mine', { name: 'rudi 2022' })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('There is already a model “Rudi 2022”'),
    })
    expect(await models.edit('mine', { name: 'MINE' })).toMatchObject({ name: 'MINE' })
  })

  it('go and come back', async () => {
    const { models } = await withOwn()
    await models.remove('mine')
    expect((await models.list()).entries.map(({ id }) => id)).toEqual(['rudi-2022'])
    expect(await models.restore('mine')).toMatchObject({ id: 'mine', name: 'Mine' })
    expect((await models.list()).entries).toHaveLength(2)
  })

  it('can be removed where they are damaged', async () => {
    const { models, own } = await withOwn()
    await rm(join(own, 'card.json'))
    expect((await models.list()).damaged).toHaveLength(1)
    await models.remove('mine')
    expect((await models.list()).damaged).toEqual([])
  })

  it('are not hidden by a shipped one of the same name on disk, nor hide it', async () => {
    const { models, own } = await withOwn()
    await rename(own, join(own, '..', 'rudi-2022'))
    expect((await models.list()).entries.map(({ id, name, shipped }) => [id, name, shipped])).toEqual([
      ['rudi-2022', 'Rudi 2022', true],
      ['rudi-2022-own', 'Mine', false],
    ])
    expect(await models.edit('rudi-2022-own', { note: 'here' })).toMatchObject({ id: 'rudi-2022-own' })
    await models.remove('rudi-2022-own')
    expect((await models.list()).entries).toHaveLength(1)
    expect(await models.restore('rudi-2022-own')).toMatchObject({ name: 'Mine', note: 'here' })
  })
})

describe('shipped models', () => {
  it.each(['edit', 'remove'] as const)('refuse to %s, and say what to do', async (what) => {
    const { models, shipped } = await withOwn()
    const before = await readFile(join(shipped, 'rudi-2022', 'card.json'), 'utf8')
    const call = what === 'edit' ? models.edit('rudi-2022', { name: 'X' }) : models.remove('rudi-2022')
    await expect(call).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/comes with Nagumo.*Duplicate it/),
    })
    expect(await readFile(join(shipped, 'rudi-2022', 'card.json'), 'utf8')).toBe(before)
  })
})

describe('the default model', () => {
  it('is the one that was chosen, also after a restart, and stands first', async () => {
    const { models, root, shipped } = await withOwn()
    await models.makeDefault('mine')
    expect(await models.get('mine')).toMatchObject({ isDefault: true })
    const again = (await openLibrary(root, shipped)).models
    expect((await again.list()).entries.map(({ id, isDefault }) => [id, isDefault])).toEqual([
      ['mine', true],
      ['rudi-2022', false],
    ])
  })

  it('falls back to the shipped one where it is gone, and is itself again where it comes back', async () => {
    const { models } = await withOwn()
    await models.makeDefault('mine')
    await models.remove('mine')
    expect((await models.list()).entries[0]).toMatchObject({ id: 'rudi-2022', isDefault: true })
    expect(await models.restore('mine')).toMatchObject({ isDefault: true })
  })

  it('is none that is damaged or unheard of', async () => {
    const { models, own } = await withOwn()
    await rm(join(own, 'weights.bin'))
    await expect(models.makeDefault('mine')).rejects.toMatchObject({ code: 'MODEL_DAMAGED' })
    await expect(models.makeDefault('nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it.each(['{"format":"nagumo-se', '{}'])(
    'is the shipped one where the settings are %s, and can be chosen anew',
    async (text) => {
      const { models, root } = await withOwn()
      await writeFile(join(root, 'settings.json'), text)
      expect((await models.list()).entries[0].id).toBe('rudi-2022')
      await models.makeDefault('mine')
      expect((await models.list()).entries[0].id).toBe('mine')
    },
  )
})

describe('a model that was removed', () => {
  it('can be made, removed, made and removed again, and the last one comes back', async () => {
    const { models, root } = await withOwn()
    await models.edit('mine', { note: 'the first' })
    await models.remove('mine')
    await writeModelFolder(join(root, 'models'), { id: 'mine', name: 'Mine', note: 'the second' })
    await models.remove('mine')
    expect(await models.restore('mine')).toMatchObject({ id: 'mine', note: 'the second' })
    expect(await models.restore('mine')).toMatchObject({ id: 'mine-2', note: 'the first' })
    await expect(models.restore('mine')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('comes back beside one that took its name since, under a name of its own', async () => {
    const { models, root } = await withOwn()
    await models.remove('mine')
    await writeModelFolder(join(root, 'models'), { id: 'mine', name: 'Mine', note: 'newer' })
    expect(await models.restore('mine')).toMatchObject({ id: 'mine-2', name: 'Mine (2)', note: '' })
    expect(await models.get('mine')).toMatchObject({ name: 'Mine', note: 'newer' })
  })

  it('comes back from the trash of an earlier program', async () => {
    const { models, root, own } = await withOwn()
    await mkdir(join(root, 'trash', 'models'), { recursive: true })
    await rename(own, join(root, 'trash', 'models', 'mine'))
    expect(await models.restore('mine')).toMatchObject({ id: 'mine' })
  })
})

describe('what is changed at once in one program', () => {
  it('is all kept', async () => {
    const { models } = await withOwn()
    await Promise.all([
      models.edit('mine', { name: 'Slice 3' }),
      models.edit('mine', { note: 'for the dentate gyrus' }),
    ])
    expect(await models.get('mine')).toMatchObject({ name: 'Slice 3', note: 'for the dentate gyrus' })
  })

  it('gives a name to one of two that ask for it', async () => {
    const { models, root } = await withOwn()
    await writeModelFolder(join(root, 'models'), { id: 'other', name: 'Other' })
    const asked = await Promise.allSettled([
      models.edit('mine', { name: 'Slice 3' }),
      models.edit('other', { name: 'slice 3' }),
    ])
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

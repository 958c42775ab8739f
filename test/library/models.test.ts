import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLibrary } from '../../src-main/library/index.ts'
import { rudi2022 } from '../../src-main/simulation/presets.ts'
import { createPrior } from '../../src-main/simulation/prior.ts'
import { modelCard, modelsFolder, temporaryFolder, writeModelFolder } from '../services/fixtures.ts'

describe('models', () => {
  it('are listed with their parameters and the number of their weights', async () => {
    const shipped = await modelsFolder()
    const { models } = await openLibrary(await temporaryFolder(), shipped)
    const parameters = createPrior(rudi2022).parameters
    const entry = { ...modelCard, shipped: true, isDefault: true, parameters, weights: 10 }
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
      'no-weights': expect.stringContaining('weights.bin has 0 bytes'),
      'no-card': expect.stringContaining('card.json is missing'),
      'bad-prior': expect.stringContaining('no neuron model “unheard-of”'),
    })
    await expect(models.get('no-card')).rejects.toMatchObject({ code: 'MODEL_DAMAGED' })
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

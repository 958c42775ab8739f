import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'
import { fakeCompute } from '../services/fake-compute.ts'
import { modelsFolder, modelWeights, temporaryFolder, writeModelFolder } from '../services/fixtures.ts'
import { writeSmallModel } from '../support/stored-model.ts'
import { nagumo } from './terminal.ts'

describe('nagumo models', () => {
  it('lists them, the default first', async () => {
    const libraryFolder = await temporaryFolder()
    await writeModelFolder(join(libraryFolder, 'models'), { id: 'mine', name: 'My own' })
    const { code, out, err } = await nagumo(['models'], { libraryFolder })
    expect(code).toBe(0)
    expect(err).toEqual([
      'membrane and gif need no training and a known injected current: nagumo estimate FILE --model membrane|gif.',
    ])
    expect(out).toHaveLength(3)
    expect(out[1]).toMatch(
      /^rudi-2022 +Rudi 2022 +θ₀ θ₁ σ ρ +Rudi 2022 +patches +1,815 +1,000 +default, shipped$/,
    )
    expect(out[2]).toMatch(/^mine +My own /)
  })

  it('gives a line of JSON for each', async () => {
    const { code, out } = await nagumo(['models', '--json'])
    expect(code).toBe(0)
    expect(out.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        id: 'rudi-2022',
        isDefault: true,
        shipped: true,
        parameters: ['theta0', 'theta1', 'sigma', 'rho'],
        weights: modelWeights,
        versions: { program: '0.1.0', tensorflow: '4.22.0' },
        evaluation: null,
      }),
    ])
  })

  it('says which can’t be used', async () => {
    const shipped = await modelsFolder([{}, { id: 'broken', networkName: 1 as never }])
    const { code, out, err } = await nagumo(['models', '--json'], { modelsFolder: shipped })
    expect(code).toBe(1)
    expect(out).toHaveLength(1)
    expect(err).toEqual([expect.stringMatching(/“broken” can’t be used: .*networkName/)])
  })

  it('says what to do where there are none', async () => {
    const { code, out, err } = await nagumo(['models'], { modelsFolder: await temporaryFolder() })
    expect(code).toBe(0)
    expect(out).toEqual([])
    expect(err.join()).toContain('nagumo train')
  })
})

describe('nagumo models export, import', () => {
  beforeAll(() => loadTensorflow())

  async function exported() {
    const libraryFolder = await temporaryFolder()
    await writeSmallModel(join(libraryFolder, 'models'))
    const file = join(await temporaryFolder(), 'a.nagumo-model')
    return {
      libraryFolder,
      file,
      first: await nagumo(['models', 'export', 'a model', file], { libraryFolder }),
    }
  }

  it('carry a model to another library', async () => {
    const { file, first } = await exported()
    expect(first).toMatchObject({ code: 0, out: [file], err: [] })
    const libraryFolder = await temporaryFolder()
    const second = await nagumo(['models', 'import', file], { libraryFolder })
    expect(second).toMatchObject({ code: 0, out: ['a-model'], err: [] })
    const { out } = await nagumo(['models'], { libraryFolder })
    expect(out.join('\n')).toMatch(/^a-model +A model /m)
  })

  it('say that it is here already', async () => {
    const { libraryFolder, file } = await exported()
    const { code, out, err } = await nagumo(['models', 'import', file], { libraryFolder })
    expect({ code, out, err }).toEqual({
      code: 0,
      out: ['a-model'],
      err: ['This model already exists, as “A model”.'],
    })
  })

  it('never write over a file', async () => {
    const { libraryFolder, file } = await exported()
    await writeFile(file, 'precious')
    const { code, err } = await nagumo(['models', 'export', 'a-model', file], { libraryFolder })
    expect(code).toBe(2)
    expect(err[0]).toContain('already exists')
    expect(await readFile(file, 'utf8')).toBe('precious')
  })

  it.each<[string[], number, RegExp]>([
    [['export', 'a-model'], 2, /takes a model and a file/],
    [['import'], 2, /takes one file/],
    [['import', '/nowhere/at.all'], 1, /There is no file/],
    [['import', '/'], 1, /is a folder/],
    [['destroy'], 2, /takes export, import or check/],
    [['export', 'nobody', 'x'], 1, /no model “nobody”/],
    [['check', 'a', 'b'], 2, /takes one model/],
  ])('models %j is refused', async (args, code, message) => {
    const result = await nagumo(['models', ...args])
    expect(result.code).toBe(code)
    expect(result.err[0]).toMatch(message)
  })
})

describe('nagumo models check', () => {
  const made = { program: '0.1.0', tensorflow: '4.22.0', backend: 'wasm' }
  const replay = { same: true, outputs: 1e-6, proposals: 1e-5, made, here: made }

  it('says that models answer as they did', async () => {
    const { code, out } = await nagumo(['models', 'check'], {
      compute: fakeCompute({ replay: () => replay }),
    })
    expect(code).toBe(0)
    expect(out[1]).toMatch(/^rudi-2022 +The network reproduces its reference outputs/)
  })

  it('fails where one does not, and says by how much', async () => {
    const here = { ...made, tensorflow: '5.0.0' }
    const compute = fakeCompute({ replay: () => ({ ...replay, same: false, proposals: 0.31, here }) })
    const { code, out, closed } = await nagumo(['models', 'check', 'rudi-2022'], { compute })
    expect(code).toBe(1)
    expect(out[1]).toMatch(/TensorFlow\.js 5\.0\.0.*reference outputs.*0\.31 sd/)
    expect(closed).toBe(1)
  })

  it('says where nobody wrote down how', async () => {
    const { code, out } = await nagumo(['models', 'check'])
    expect(code).toBe(0)
    expect(out[1]).toMatch(/No reference outputs were recorded/)
  })
})

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { modelsFolder, temporaryFolder, writeModelFolder } from '../services/fixtures.ts'
import { nagumo } from './terminal.ts'

describe('nagumo models', () => {
  it('lists them, the default first', async () => {
    const libraryFolder = await temporaryFolder()
    await writeModelFolder(join(libraryFolder, 'models'), { id: 'mine', name: 'My own' })
    const { code, out, err } = await nagumo(['models'], { libraryFolder })
    expect(code).toBe(0)
    expect(err).toEqual([])
    expect(out).toHaveLength(3)
    expect(out[1]).toMatch(
      /^rudi-2022 +Rudi 2022 +θ₀ θ₁ σ ρ +Rudi 2022 +patches +10 +1,000 +default, shipped$/,
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
        weights: 10,
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

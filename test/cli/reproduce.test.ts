import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeCompute } from '../services/fake-compute.ts'
import { estimateResult, modelsFolder, temporaryFolder } from '../services/fixtures.ts'
import { nagumo } from './terminal.ts'

/** A recording and the report that the program made of it. */
async function made() {
  const file = join(await temporaryFolder(), 'cell07.csv')
  await nagumo(['simulate', '--count', '1', '--seed', '3', '--out', file])
  const out = await temporaryFolder()
  expect((await nagumo(['estimate', file, '--seed', '7', '--out', out])).code).toBe(0)
  const name = (await readdir(out)).find((one) => one.endsWith('.json')) ?? ''
  return { file, report: join(out, name) }
}

/** Computes numbers that are moved by so many posterior sd. */
function moved(bySd: number) {
  const result = estimateResult()
  const parameters = result.parameters.map((one) => ({
    ...one,
    posterior: { ...one.posterior, mean: one.posterior.mean + bySd * one.posterior.sd },
  }))
  return fakeCompute({ result: () => ({ ...result, parameters }) })
}

describe('nagumo reproduce', () => {
  it('finds a file that was moved by its hash, asks the same, and says that the numbers are identical', async () => {
    const { file, report } = await made()
    await rename(file, join(dirname(file), 'moved.dat.csv'))
    const compute = fakeCompute()
    const { code, out } = await nagumo(['reproduce', report, '--file', dirname(file)], { compute })
    expect(out[0]).toMatch(/All numbers are identical/)
    expect(code).toBe(0)
    expect(compute.jobs[0].seed).toBe(7)
  })

  it('tells Monte Carlo error from a difference', async () => {
    const { file, report } = await made()
    const near = await nagumo(['reproduce', report, '--file', file], { compute: moved(0.1) })
    expect([near.code, near.out[0]]).toEqual([0, expect.stringMatching(/within Monte Carlo error/)])
    const far = await nagumo(['reproduce', report, '--file', file, '--json'], { compute: moved(1) })
    expect([far.code, JSON.parse(far.out[0]).outcome]).toEqual([1, 'different'])
    // Of two means of 328 effective draws each, one sd apart.
    expect(JSON.parse(far.out[0]).numbers[0].inErrors).toBeCloseTo(1 / Math.sqrt(2 / 328), 6)
  })

  it('says what of the program changed', async () => {
    const { file, report } = await made()
    const { out } = await nagumo(['reproduce', report, '--file', file], { version: '0.2.0' })
    expect(out.join('\n')).toContain('program version: 0.1.0 then, 0.2.0 now')
  })

  it('refuses another model, another file, and what is no report', async () => {
    const { file, report } = await made()
    const other = await modelsFolder([{ checksum: 'cd'.repeat(32) }])
    const model = await nagumo(['reproduce', report, '--file', file], { modelsFolder: other })
    expect([model.code, model.err.join()]).toEqual([
      1,
      expect.stringMatching(/another one. Import the model/),
    ])
    await writeFile(file, `${await readFile(file, 'utf8')}\n`)
    const changed = await nagumo(['reproduce', report, '--file', file])
    expect([changed.code, changed.err.join()]).toEqual([
      1,
      expect.stringMatching(/no file with that SHA-256/),
    ])
    const missing = await nagumo(['reproduce', report])
    expect([missing.code, missing.err.join()]).toEqual([1, expect.stringMatching(/expected in the library/)])
    expect((await nagumo(['reproduce', file])).code).toBe(2)
  })
})

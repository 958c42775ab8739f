import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { checkedLine, readCheckedLine } from '../../src-main/jobs/batch/checked-lines.ts'
import { fakeCompute } from '../services/fake-compute.ts'
import { modelsFolder, temporaryFolder } from '../services/fixtures.ts'
import { recordings, resultOf, tableOf } from './batch-files.ts'
import { nagumo } from './terminal.ts'

let files: string
let folder: string
let models: string
beforeEach(async () => {
  files = await recordings(6)
  models = await modelsFolder()
  folder = await temporaryFolder()
})

/** A shard, or the whole batch. @returns its folder */
async function batch(shard: string | null, ...args: string[]): Promise<string> {
  const out = join(folder, `part-${(shard ?? 'whole').replace('/', '-of-')}${args.join('')}`)
  const part = shard ? ['--shard', shard] : []
  const seed = args.includes('--seed') ? [] : ['--seed', '5']
  await nagumo(['estimate', files, '--out', out, ...seed, ...part, ...args], {
    compute: fakeCompute({ result: resultOf }),
    modelsFolder: models,
  })
  return out
}

/** Changes the last line of a manifest, with a check that is right. */
async function changeLastRow(out: string, change: (row: Record<string, unknown>) => void): Promise<void> {
  const path = join(out, 'batch.jsonl')
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  const { check: _, ...row } = readCheckedLine(lines[lines.length - 1]) as Record<string, unknown>
  change(row)
  await writeFile(path, [...lines.slice(0, -1), checkedLine(row)].join('\n'))
}

describe('nagumo collect', () => {
  it('says which shards are missing, and the command that makes each', async () => {
    const parts = [await batch('1/3'), await batch('3/3')]
    const { code, err, text } = await tableOf(...parts)
    expect(code).toBe(1)
    expect(text.trimEnd().split('\r\n')).toHaveLength(5)
    expect(err).toEqual([
      'Shard 2 of 3 is missing, with 2 items. To compute it:',
      `  nagumo estimate ${files} --seed 5 --shard 2/3 --out DIR-2 --resume`,
    ])
    expect(await tableOf(...parts, await batch('2/3'))).toMatchObject({ code: 0, err: [] })
  })

  it('refuses shards of different batches, and names what differs', async () => {
    const first = await batch('1/2')
    const told = async (other: string) => {
      const { code, err } = await tableOf(first, other)
      expect(code).toBe(2)
      return err.join('\n')
    }
    expect(await told(await batch('2/2', '--seed', '6'))).toMatch(/differ in the seed \(5 in .*, 6 in .*\)/)
    expect(await told(await batch('2/2', '--noise', 'white'))).toContain('the noise (the prior’s noise in')
    expect(await told(await batch('2/3'))).toContain('it is a shard of 3, the other a shard of 2')
    expect(await told(await batch(null))).toContain('an unsharded batch')
    await rename(join(files, 'cell03.csv'), join(files, 'cell99.csv'))
    expect(await told(await batch('2/2', '--json'))).toContain('cell03.csv')
  })

  it('takes the same item from two parts, and refuses it with different numbers', async () => {
    const whole = await batch(null)
    const copy = `${whole}-copy`
    await cp(whole, copy, { recursive: true })
    const once = await tableOf(whole)
    expect((await tableOf(whole, copy)).text).toBe(once.text)
    await changeLastRow(copy, (row) => {
      row.verdict = 'ok'
    })
    const { code, err } = await tableOf(whole, copy)
    expect([code, err[0]]).toEqual([2, expect.stringMatching(/cell06\.csv, .* has different numbers in/)])
  })

  it('writes no cell that a spreadsheet would run', async () => {
    await rename(join(files, 'cell01.csv'), join(files, '=HYPERLINK("x").csv'))
    await writeFile(join(files, '+1.csv'), '')
    const { text } = await tableOf(await batch(null))
    const cells = text.split('\r\n').flatMap((line) => line.split(','))
    expect(cells).toContain("'+1.csv")
    expect(cells.filter((cell) => /^"?[=+@]/.test(cell))).toEqual([])
    expect(text).toContain('"\'=HYPERLINK(""x"").csv"')
  })

  it('prints a table for people, and lines of JSON for scripts', async () => {
    const whole = await batch(null)
    const plain = await nagumo(['collect', whole])
    expect(plain.out[0]).toMatch(/^recording +sweep +verdict +theta0 +theta1 +sigma +rho$/)
    expect(plain.out).toHaveLength(7)
    const json = await nagumo(['collect', whole, '--json'])
    expect(JSON.parse(json.out[0])).toMatchObject({
      recording: 'cell01.csv',
      sweep: 'v_au',
      model: 'rudi-2022',
      parameters: { theta0: { mean: expect.any(Number), q95: expect.any(Number) } },
      report: expect.stringMatching(/^reports\/cell01-v-au-[0-9a-f]{16}\.json$/),
    })
  })

  it('says what is no batch', async () => {
    const told = async (...args: string[]) => (await nagumo(['collect', ...args])).err[0]
    expect(await told()).toContain('needs at least one batch folder')
    expect(await told(files)).toContain('it has no batch.jsonl')
    expect(await told(join(files, 'none'))).toContain('There is no folder')
    const whole = await batch(null)
    await rm(join(whole, 'batch.jsonl'))
    await writeFile(join(whole, 'batch.jsonl'), 'torn')
    expect(await told(whole)).toContain('its first line is truncated')
  })
})

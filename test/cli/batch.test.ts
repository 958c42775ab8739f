import { appendFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { fakeCompute } from '../services/fake-compute.ts'
import { modelsFolder, temporaryFolder, writeModelFolder } from '../services/fixtures.ts'
import { recordings, resultOf, tableOf } from './batch-files.ts'
import { nagumo } from './terminal.ts'

let files: string
let models: string
let out: string
beforeEach(async () => {
  files = await recordings(8)
  models = await modelsFolder()
  out = join(await temporaryFolder(), 'out')
})

const seeded = ['--seed', '5']

/** Runs a batch; its numbers come from traces and seeds. */
async function estimate(args: string[], changes: Parameters<typeof nagumo>[1] = {}) {
  const compute = fakeCompute({ result: resultOf })
  const run = await nagumo(['estimate', ...args], { compute, modelsFolder: models, ...changes })
  return { ...run, asked: compute.jobs.length }
}

/** Runs a batch that is stopped while its item of that number is at work. */
async function stoppedAt(item: number, ...args: string[]) {
  const stop = new AbortController()
  let begun = 0
  const compute = fakeCompute({
    result: resultOf,
    async *estimate() {
      begun++
      if (begun === item) stop.abort()
      yield 'weighing'
    },
  })
  return estimate([files, '--out', out, ...seeded, '--workers', '1', ...args], {
    compute,
    signal: stop.signal,
  })
}

describe('a batch of forty recordings, five of them broken', () => {
  it('has a result for each, and the same table with one worker, two, and in eight shards', async () => {
    files = await recordings(35)
    const broken = {
      'a.csv': '',
      'b.csv': 'time,v\n0,x\n1,y\n',
      'm.abf': 'ABF2',
      'z.csv': 'no numbers here',
      'zz.mat': '?',
    }
    for (const [name, text] of Object.entries(broken)) await writeFile(join(files, name), text)
    const run = await estimate([files, '--out', out, ...seeded, '--workers', '1'])
    expect([run.code, run.asked]).toEqual([0, 35])
    expect(run.err.at(-1)).toContain('35 of 40 items estimated, 5 failed.')
    const whole = await tableOf(out)
    expect(whole).toMatchObject({ code: 0, err: [] })
    const lines = whole.text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(41)
    expect(lines[0]).toContain('theta0_median,theta0_mean,theta0_sd,theta0_q05,theta0_q50,theta0_q95')
    expect(lines[1]).toMatch(/^a\.csv,.*FILE_EMPTY,a\.csv is empty/)
    // No two items share their numbers.
    expect(new Set(lines.slice(2, 35).map((line) => line.split(',')[9])).size).toBe(33)

    const two = `${out}-two`
    await estimate([files, '--out', two, ...seeded, '--workers', '2'])
    expect((await tableOf(two)).text).toBe(whole.text)

    const shards = Array.from({ length: 8 }, (_, k) => `${out}-${k + 1}`)
    for (const [k, folder] of shards.entries())
      expect((await estimate([files, '--out', folder, ...seeded, '--shard', `${k + 1}/8`])).code).toBe(0)
    const sizes = await Promise.all(
      shards.map(
        async (folder) => (await readFile(join(folder, 'batch.jsonl'), 'utf8')).trim().split('\n').length - 1,
      ),
    )
    expect(sizes).toEqual(Array(8).fill(5))
    expect((await tableOf(...shards.reverse())).text).toBe(whole.text)
  })
})

describe('a batch that was stopped', () => {
  it('says how to go on, and goes on with what is left, to the same table', async () => {
    const first = await stoppedAt(4)
    expect(first.code).toBe(1)
    expect(first.out).toHaveLength(3)
    const command = `nagumo estimate ${files} --seed 5 --out ${out} --resume`
    expect(first.err.join('\n')).toContain(`3 of 8 items are done and saved. Continue with: ${command}`)
    const part = await tableOf(out)
    expect(part.code).toBe(1)
    expect(part.err.join('\n')).toMatch(/lacks 5 of its 8 items: cell04\.csv, .*\n.*--resume/)
    const rest = await estimate([files, '--out', out, '--resume'])
    expect([rest.code, rest.asked]).toEqual([0, 5])
    const straight = `${out}-straight`
    await estimate([files, '--out', straight, ...seeded])
    expect((await tableOf(out)).text).toBe((await tableOf(straight)).text)
  })

  it('drops a line that was cut off, and does its item again', async () => {
    await estimate([files, '--out', out, ...seeded])
    const path = join(out, 'batch.jsonl')
    const whole = await tableOf(out)
    const text = await readFile(path, 'utf8')
    await truncate(path, Buffer.byteLength(text) - 40)
    expect((await estimate([files, '--out', out, '--resume'])).asked).toBe(1)
    expect((await tableOf(out)).text).toBe(whole.text)
    // Rubbish that a power failure left behind goes, too.
    await appendFile(path, '\0\0\0\n\0\0')
    expect((await estimate([files, '--out', out, '--resume'])).asked).toBe(0)
    expect((await tableOf(out)).text).toBe(whole.text)
  })

  it('does an item again whose line was altered, and says so', async () => {
    await estimate([files, '--out', out, ...seeded])
    const path = join(out, 'batch.jsonl')
    const whole = await tableOf(out)
    const lines = (await readFile(path, 'utf8')).split('\n')
    lines[3] = lines[3].replace('"verdict":"caution"', '"verdict":"ok"')
    await writeFile(path, lines.join('\n'))
    const run = await estimate([files, '--out', out, '--resume'])
    expect([run.asked, run.err.join()]).toEqual([1, expect.stringContaining('1 lines of the manifest')])
    expect((await tableOf(out)).text).toBe(whole.text)
  })

  it('does an item again whose report is gone', async () => {
    await estimate([files, '--out', out, ...seeded])
    const reports = (await readdir(join(out, 'reports'))).filter((name) => name.endsWith('.json'))
    expect(reports).toHaveLength(8)
    await rm(join(out, 'reports', reports[2]))
    expect((await estimate([files, '--out', out, '--resume'])).asked).toBe(1)
    expect((await readdir(join(out, 'reports'))).filter((name) => name.endsWith('.json'))).toEqual(reports)
  })

  it('tries what failed for reasons of the machine again, not what failed for reasons of the data', async () => {
    await writeFile(join(files, 'empty.csv'), '')
    const compute = fakeCompute({
      result: resultOf,
      async *estimate({ seed }) {
        yield 'weighing'
        if (seed % 2) throw new NagumoError('COMPUTE_DIED', 'The numerics stopped.')
      },
    })
    const first = await estimate([files, '--out', out, ...seeded], { compute })
    const died = first.out.filter((line) => line.includes('COMPUTE_DIED')).length
    expect(died).toBeGreaterThan(0)
    expect(first.code).toBe(1)
    expect((await tableOf(out)).code).toBe(1)
    const again = await estimate([files, '--out', out, '--resume'])
    expect([again.code, again.asked]).toEqual([0, died])
    expect((await tableOf(out)).code).toBe(0)
  })
})

describe('a batch is refused', () => {
  const refusal = async (...args: string[]) => {
    const { code, err } = await estimate([files, '--out', out, ...args])
    expect(code).toBe(2)
    return err.join('\n')
  }

  it('where there is one, unless it is to be gone on with by the same options, model and files', async () => {
    await estimate([files, '--out', out, ...seeded, '--window', '0:200'])
    const same = ['--window', '0:200', '--resume']
    expect(await refusal(...seeded, '--window', '0:200')).toContain('Add --resume to continue it')
    expect(await refusal('--window', '0:150', '--resume')).toContain('the windows or the conditioning')
    expect(await refusal(...same, '--seed', '6')).toContain('the seed (5 there, 6 here)')
    expect(await refusal(...same, '--lowpass', '900')).toContain('the windows or the conditioning')
    expect(await refusal(...same, '--shard', '1/2')).toContain(
      'an unsharded batch, and shard 1/2 was requested',
    )
    expect((await estimate([files, '--out', out, ...same])).asked).toBe(0)

    await writeFile(join(files, 'new.csv'), 'time,v\n')
    expect(await refusal(...same)).toContain('new.csv was not one of its files')
    await rm(join(files, 'new.csv'))
    await appendFile(join(files, 'cell03.csv'), '\n')
    expect(await refusal(...same)).toContain('cell03.csv has changed (its SHA-256 differs)')
    await rm(models, { recursive: true })
    await mkdir(models)
    await writeModelFolder(models, { checksum: 'cd'.repeat(32) })
    expect(await refusal(...same)).toContain(
      'the model (rudi-2022, checksum abababab there, rudi-2022, checksum cdcdcdcd here)',
    )
  })

  it('where its options do not go together', async () => {
    expect(await refusal('--shard', '1/2')).toContain('--shard needs --seed')
    expect(await refusal('--shard', '3/2', ...seeded)).toContain('from 1 to 2')
    expect(await refusal('--over-time', '--shard', '1/2', ...seeded)).toContain('--over-time')
    expect((await estimate([files, '--shard', '1/2', ...seeded])).err.join()).toContain('--out DIR')
    expect((await estimate([files, '--workers', '0'])).err.join()).toContain('--workers')
    await mkdir(out)
    await writeFile(join(out, 'batch.jsonl'), '{"format":"other"}\n')
    const { code, err } = await estimate([files, '--out', out, '--resume'])
    expect([code, err.join()]).toEqual([1, expect.stringContaining('is not a readable batch manifest')])
  })
})

describe('folders on the command line', () => {
  it('are searched for recordings; what is hidden, and results of batches, are left out', async () => {
    await mkdir(join(files, 'day 2', '.hidden'), { recursive: true })
    await writeFile(join(files, 'notes.md'), 'not a recording')
    await writeFile(join(files, '.secret.csv'), 'time,v\n')
    const text = await readFile(join(files, 'cell01.csv'))
    for (const folder of ['day 2', 'day 2/.hidden']) await writeFile(join(files, folder, 'x.csv'), text)
    const within = join(files, 'out')
    expect((await estimate([files, '--out', within, ...seeded, '--json'])).out).toHaveLength(9)
    const again = await estimate([files, '--json'])
    expect(again.out.map((line) => JSON.parse(line).recording)).toEqual([
      ...Array.from({ length: 8 }, (_, k) => join(files, `cell0${k + 1}.csv`)),
      join(files, 'day 2', 'x.csv'),
    ])
  })

  it('print in the order of the files without --out, however many processes are at work', async () => {
    let begun = 0
    const compute = fakeCompute({
      result: resultOf,
      async *estimate() {
        // The first takes longest.
        for (let k = 8 - begun++; k > 0; k--) await new Promise((resolve) => setTimeout(resolve, 5))
        yield 'weighing'
      },
    })
    const { out: lines } = await estimate([files, '--json', '--workers', '4'], { compute })
    const names = lines.map((line) => JSON.parse(line).recording)
    expect(names).toEqual([...names].sort())
    expect(names).toHaveLength(8)
  })

  it('take several windows, each an item', async () => {
    const run = await estimate([files, '--out', out, ...seeded, '--window', '0:150,20:180'])
    expect([run.code, run.asked]).toEqual([0, 16])
    expect((await tableOf(out)).text.split('\r\n')).toHaveLength(18)
  })
})

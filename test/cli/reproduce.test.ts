import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CellReport } from '../../src-main/contract/cells.ts'
import { Series } from '../../src-main/contract/series.ts'
import { fakeCompute } from '../services/fake-compute.ts'
import { estimateResult, modelsFolder, temporaryFolder } from '../services/fixtures.ts'
import { openTestWorkbench } from '../services/workbench.ts'
import { madeFamily } from '../signal/family/made-family.ts'
import { longRecording, usualLongRecording } from '../support/long-recording.ts'
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

async function onlyJson(folder: string): Promise<string> {
  const name = (await readdir(folder)).find((one) => one.endsWith('.json'))
  if (name === undefined) throw new Error('no report was written')
  return join(folder, name)
}

describe('nagumo reproduce of a series', () => {
  async function madeSeries() {
    const file = join(await temporaryFolder(), 'cell07.csv')
    const { samplingInterval } = usualLongRecording
    const rows = Array.from(longRecording({ length: 1000 }), (v, i) =>
      [(i * samplingInterval).toFixed(1), v.toFixed(3)].join(','),
    )
    await writeFile(file, `time_ms,V_mV\n${rows.join('\n')}\n`)
    const out = await temporaryFolder()
    const asked = ['estimate', file, '--over-time', '--seed', '7', '--lowpass', '400', '--out', out]
    expect((await nagumo(asked)).code).toBe(0)
    return { file, report: await onlyJson(out) }
  }

  it('asks each window as it was asked, and compares its parameters and features', async () => {
    const { file, report } = await madeSeries()
    const before = Series.parse(JSON.parse(await readFile(report, 'utf8')))
    const compute = fakeCompute()
    const { code, out } = await nagumo(['reproduce', report, '--file', file, '--json'], { compute })
    expect(code).toBe(0)
    expect(compute.jobs.map(({ seed }) => seed)).toEqual(before.windows.map(({ seed }) => seed))
    const { outcome, numbers, unmatched } = JSON.parse(out[0])
    expect([outcome, unmatched]).toEqual(['identical', []])
    const names = new Set(numbers.map(({ parameter }: { parameter: string }) => parameter))
    expect(names).toContain('window 2: theta0')
    expect(names).toContain('window 1: spike_count')
  })

  it('says in which window a number differs', async () => {
    const { file, report } = await madeSeries()
    const far = await nagumo(['reproduce', report, '--file', file], { compute: moved(1) })
    expect([far.code, far.out.join('\n')]).toEqual([1, expect.stringMatching(/window 1: θ₀ mean: .* then/)])
  })

  it('of one that was stopped makes the windows that are done', async () => {
    const { file, report } = await madeSeries()
    const series = Series.parse(JSON.parse(await readFile(report, 'utf8')))
    const part = { ...series, windows: series.windows.slice(0, 2), complete: false }
    await writeFile(report, JSON.stringify(part))
    const compute = fakeCompute()
    expect((await nagumo(['reproduce', report, '--file', file], { compute })).code).toBe(0)
    expect(compute.jobs).toHaveLength(2)
  })
})

describe('nagumo reproduce of a cell', () => {
  const amplitudes = [-100, -50, 0, 100, 300, 400]

  async function madeCell() {
    const { family } = madeFamily(amplitudes)
    const rows = Array.from({ length: 5000 }, (_, i) =>
      [i * 0.2, ...family.sweeps.map(({ voltage }) => voltage[2 * i].toFixed(3))].join(','),
    )
    const head = amplitudes.map((_, k) => `s${k}_mV`).join(',')
    const file = join(await temporaryFolder(), 'cell.csv')
    await writeFile(file, `time_ms,${head}\n${rows.join('\n')}\n`)
    const out = await temporaryFolder()
    const asked = ['estimate', file, '--model', 'gif', '--command', '200:500:-100,-50,0,100,300,400']
    const sweeps = ['--sweeps', 's0_mV,s1_mV,s2_mV,s3_mV,s4_mV']
    expect((await nagumo([...asked, ...sweeps, '--seed', '7', '--out', out])).code).toBe(0)
    return { file, report: await onlyJson(out) }
  }

  it('takes the same sweeps under the same current, and compares parameters and features', async () => {
    const { file, report } = await madeCell()
    const { code, out } = await nagumo(['reproduce', report, '--file', file, '--json'])
    expect(code).toBe(0)
    const { outcome, numbers, unmatched, model, seed } = JSON.parse(out[0])
    expect([outcome, unmatched, model, seed]).toEqual(['identical', [], 'gif', 7])
    const names = new Set<string>(numbers.map(({ parameter }: { parameter: string }) => parameter))
    expect(names).toContain('gif: tau')
    expect([...names].some((name) => name.startsWith('feature: '))).toBe(true)
  })

  it('of an earlier one takes the current from its protocol', async () => {
    const { file, report } = await madeCell()
    const { stated, ...earlier } = CellReport.parse(JSON.parse(await readFile(report, 'utf8')))
    expect(stated).toMatchObject({ onset: 200, duration: 500 })
    await writeFile(report, JSON.stringify(earlier))
    expect((await nagumo(['reproduce', report, '--file', file])).code).toBe(0)
  })

  it('tells a feature that is another', async () => {
    const { file, report } = await madeCell()
    const cell = CellReport.parse(JSON.parse(await readFile(report, 'utf8')))
    const [first, ...others] = cell.features.summary
    const summary = [{ ...first, value: (first.value ?? 0) + 1 }, ...others]
    await writeFile(report, JSON.stringify({ ...cell, features: { ...cell.features, summary } }))
    const { code, out } = await nagumo(['reproduce', report, '--file', file])
    expect([code, out.join('\n')]).toEqual([1, expect.stringContaining(`feature: ${first.name} mean`)])
  })
})

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
    const none = await nagumo(['reproduce', file])
    expect([none.code, none.err.join()]).toEqual([1, expect.stringMatching(/Expected an intact report/)])
    // Cut off on its way: said as such.
    const text = await readFile(report, 'utf8')
    await writeFile(report, text.slice(0, text.length / 2))
    const cut = await nagumo(['reproduce', report])
    expect([cut.code, cut.err.join()]).toEqual([1, expect.stringMatching(/Expected an intact report/)])
    expect((await nagumo(['reproduce'])).code).toBe(2)
  })

  it('finds the library’s original by its hash, and says the next step where it is lost', async () => {
    const { file, report } = await made()
    const { client, library } = await openTestWorkbench()
    const original = new File([await readFile(file)], 'another name.csv', { type: 'text/csv' })
    const recording = await client.recordings.import({ file: original })
    await rename(file, `${file}.away`)
    const libraryFolder = library.folder
    const found = await nagumo(['reproduce', report], { libraryFolder })
    expect(found.err.join('\n')).toContain(`Recording: the library (${recording.id})`)
    expect([found.code, found.out[0]]).toEqual([0, expect.stringMatching(/All numbers are identical/)])

    await client.recordings.removeOriginal({ id: recording.id })
    const lost = await nagumo(['reproduce', report], { libraryFolder })
    expect([lost.code, lost.err.join()]).toEqual([
      1,
      expect.stringMatching(/expected in the library; it is missing.*Give the file, or its folder.*--file/),
    ])
    // The copy that was moved is taken when it is named.
    const named = await nagumo(['reproduce', report, '--file', `${file}.away`], { libraryFolder })
    expect(named.code).toBe(0)
  })
})

import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Series } from '../../src-main/contract/series.ts'
import { fakeCompute } from '../services/fake-compute.ts'
import { temporaryFolder } from '../services/fixtures.ts'
import { longRecording, usualLongRecording } from '../support/long-recording.ts'
import { nagumo } from './terminal.ts'

/** A second of a spiking neuron in mV. */
async function recording(): Promise<string> {
  const path = join(await temporaryFolder(), 'cell07.csv')
  const { samplingInterval } = usualLongRecording
  const lines = Array.from(longRecording({ length: 1000 }), (v, i) =>
    [(i * samplingInterval).toFixed(1), v.toFixed(3)].join(','),
  )
  await writeFile(path, `time_ms,V_mV\n${lines.join('\n')}\n`)
  return path
}

describe('nagumo estimate --over-time', () => {
  it('prints what changes, and a table with a row for each window', async () => {
    const file = await recording()
    const { code, out, err } = await nagumo(['estimate', file, '--over-time', '--seed', '7'])
    expect(err).toEqual([])
    expect(code).toBe(0)
    expect(out[0]).toMatch(/cell07\.csv, V_mV, \d+ windows of [\d.]+ ms, [\d.]+ ms apart$/)
    expect(out[1]).toBe('  No parameter changes by more than its uncertainty.')
    const head = out.findIndex((line) => /^ {2}ms +verdict +spikes +Hz +θ₀/.test(line))
    expect(head).toBeGreaterThan(1)
    expect(out[head + 1]).toMatch(/^ {2}0–\d+ +caution +\d+ +[\d.]+ +0\.501 ± 0\.020/)
    expect(out.join('\n')).toContain('windows: The model reproduces 9 of 10 spikes.')
    expect(out.at(-1)).toMatch(/model Rudi 2022, seed 7/)
  })

  it('prints one line of JSON per window', async () => {
    const file = await recording()
    const { code, out, err, context } = await nagumo(['estimate', file, '--over-time', '--json'])
    expect(code).toBe(0)
    expect(out.length).toBeGreaterThan(3)
    const lines = out.map((line) => JSON.parse(line))
    expect(lines.map(({ window }) => window.index)).toEqual(lines.map((_, k) => k))
    expect(lines[1]).toMatchObject({
      recording: file,
      sweep: 'V_mV',
      model: 'rudi-2022',
      outcome: 'estimated',
      verdict: 'caution',
      reasons: ['One spike is missing.'],
      parameters: { theta0: { q50: 0.501 }, rho: { q50: 3.501 } },
    })
    expect(lines[1].features.spike_count.value).toBeGreaterThan(3)
    expect(err.join('\n')).toContain('No parameter changes by more than its uncertainty.')
    expect(await readdir(context.libraryFolder).catch(() => [])).toEqual([])
  })

  it('cuts windows as long as the applied prior’s traces, not the model’s', async () => {
    const folder = await temporaryFolder()
    const prior = JSON.parse(await readFile('test/pints/pints-two-prior.json', 'utf8'))
    prior.grid.points = 100
    await writeFile(join(folder, 'prior.json'), JSON.stringify(prior))
    const roles = ['--columns', 'time,voltage,recovery', '--voltage-unit', 'none', '--time-unit', 'ms']
    const args = ['--over-time', '--prior', join(folder, 'prior.json'), ...roles, '--json']
    const { code, out } = await nagumo(['estimate', 'test/pints/pints-two.csv', ...args])
    expect(code).toBe(0)
    const windows = out.map((line) => JSON.parse(line).window)
    expect(windows.map(({ from, to }) => [from, to].map((t) => Math.round(t)))).toEqual([
      [0, 10],
      [5, 15],
      [10, 20],
    ])
  })

  it('takes the step, the stretch and the seed, and writes the series', async () => {
    const file = await recording()
    const out = join(await temporaryFolder(), 'results')
    const first = await nagumo(['estimate', file, '--over-time', '--json', '--window', '100:900'])
    const [{ window }] = first.out.map((line) => JSON.parse(line))
    const length = window.to - window.from
    const args = ['--over-time', `${length}:200`, '--window', '100:900', '--seed', '5', '--out', out]
    const { code } = await nagumo(['estimate', file, ...args])
    expect(code).toBe(0)
    const names = (await readdir(out)).sort()
    expect(names.map((name) => name.replace(/.*\./, ''))).toEqual(['csv', 'json'])
    const series = Series.parse(JSON.parse(await readFile(join(out, names[1]), 'utf8')))
    expect(series).toMatchObject({ seed: 5, complete: true, plan: { from: 100, to: 900, step: 200 } })
    expect(series.windows.map((one) => one.window.from)).toEqual(
      series.windows.map((_, k) => expect.closeTo(100 + 200 * k, 6)),
    )
  })

  it('that is interrupted prints what is done, and fails', async () => {
    const stop = new AbortController()
    const compute = fakeCompute({
      async *estimate(_job, signal) {
        yield 'weighing'
        if (compute.jobs.length === 3) stop.abort()
        signal?.throwIfAborted()
      },
    })
    const args = ['estimate', await recording(), '--over-time']
    const { code, out } = await nagumo(args, { compute, signal: stop.signal })
    expect(code).toBe(1)
    expect(out[0]).toMatch(/2 windows of .*, of \d+: stopped$/)
  })

  it.each([
    ['250:125:5', /LENGTH or LENGTH:STEP/],
    ['0', /lengths above 0/],
    ['250:x', /takes a number/],
  ])('refuses %s', async (value, message) => {
    const { code, err } = await nagumo(['estimate', 'a.csv', '--over-time', value])
    expect(code).toBe(2)
    expect(err.join('\n')).toMatch(message)
  })
})

it('parameters over time that can’t be written are printed, and that is said', async () => {
  const out = join(await temporaryFolder(), 'out')
  const compute = fakeCompute({
    async *estimate() {
      await rm(out, { recursive: true, force: true })
      yield 'weighing'
    },
  })
  const run = await nagumo(['estimate', await recording(), '--over-time', '--out', out], { compute })
  expect(run.code).toBe(1)
  expect(run.out[0]).toMatch(/cell07\.csv, V_mV, \d+ windows/)
  expect(run.err.join('\n')).toContain(`was not written to ${out} (--out): the folder is missing`)
})

describe('nagumo estimate --resume', () => {
  /** A series that is interrupted in its third window, with its file and the recording. */
  async function interrupted() {
    const stop = new AbortController()
    const compute = fakeCompute({
      async *estimate(_job, signal) {
        yield 'weighing'
        if (compute.jobs.length === 3) stop.abort()
        signal?.throwIfAborted()
      },
    })
    const file = await recording()
    const out = join(await temporaryFolder(), 'results')
    const args = ['estimate', file, '--over-time', '--seed', '5', '--out', out]
    const { err, context } = await nagumo(args, { compute, signal: stop.signal })
    const name = (await readdir(out)).find((one) => one.endsWith('.json'))!
    const { libraryFolder, modelsFolder } = context
    return { file, path: join(out, name), err, out, libraryFolder, modelsFolder }
  }

  it('goes on with a series that was stopped, to the same numbers', async () => {
    const { file, path, err, out, ...folders } = await interrupted()
    expect(err.join('\n')).toContain(`--resume ${path}`)
    const before = Series.parse(JSON.parse(await readFile(path, 'utf8')))
    expect(before.windows).toHaveLength(2)
    const compute = fakeCompute()
    const run = await nagumo(['estimate', file, '--resume', path, '--out', out], { compute, ...folders })
    expect(run.err).toEqual([])
    expect(run.code).toBe(0)
    // The same file, now whole.
    const whole = Series.parse(JSON.parse(await readFile(path, 'utf8')))
    expect(whole).toMatchObject({ id: before.id, complete: true, seed: 5 })
    expect(compute.jobs).toHaveLength(whole.plan.windows.length - 2)
    expect(whole.windows.slice(0, 2)).toEqual(before.windows)
    const straight = fakeCompute()
    await nagumo(['estimate', file, '--over-time', '--seed', '5'], { compute: straight, ...folders })
    expect(compute.jobs).toEqual(straight.jobs.slice(2))
  })

  it('is refused for what is not that series', async () => {
    const { file, path, out: _, err: __, ...folders } = await interrupted()
    const refusal = async (...args: string[]) => {
      const run = await nagumo(['estimate', ...args], folders)
      expect(run.code).toBeGreaterThan(0)
      return run.err.join('\n')
    }
    expect(await refusal(file, '--resume', path, '--seed', '3')).toContain('--seed')
    expect(await refusal(file, '--resume', path, '--over-time', '250')).toContain('windows from the series')
    expect(await refusal(file, '--resume', file)).toContain('something else')
    expect(await refusal(file, '--resume', 'none.json')).toContain('none.json')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace(/,-?\d+\.\d+\n/, ',-60.5\n'))
    expect(await refusal(file, '--resume', path)).toContain('the recording has changed')
  })
})

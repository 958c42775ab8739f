import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { Report } from '../../src-main/contract/reports.ts'
import { fakeCompute } from '../services/fake-compute.ts'
import { temporaryFolder } from '../services/fixtures.ts'
import { filesIn } from '../services/workbench.ts'
import { nagumo } from './terminal.ts'

/** A file of traces of the preset, made by the program itself. */
async function traces(count = 1): Promise<string> {
  const path = join(await temporaryFolder(), 'cell07.csv')
  expect((await nagumo(['simulate', '--count', String(count), '--seed', '3', '--out', path])).code).toBe(0)
  return path
}

const summary = {
  mean: expect.any(Number),
  sd: 0.01,
  q05: expect.any(Number),
  q50: expect.any(Number),
  q95: expect.any(Number),
}
const four = (sd: number) => ({
  theta0: { ...summary, sd },
  theta1: { ...summary, sd },
  sigma: { ...summary, sd },
  rho: { ...summary, sd },
})

describe('nagumo estimate', () => {
  it('prints one line of JSON for a trace, in the documented form', async () => {
    const file = await traces()
    const { code, out, err, closed, context } = await nagumo(['estimate', file, '--json', '--seed', '7'])
    expect(err).toEqual([])
    expect(code).toBe(0)
    expect(out).toHaveLength(1)
    const line = JSON.parse(out[0])
    expect(line).toStrictEqual({
      recording: file,
      sweep: 'trace_1_au',
      model: 'rudi-2022',
      seed: 7,
      parameters: four(0.01),
      network: four(0.02),
      diagnostics: {
        essFraction: 0.41,
        draws: 800,
        simulations: 12_000,
        paretoK: 0.2,
        verdict: 'caution',
        reasons: ['One spike is missing.'],
      },
      features: expect.objectContaining({
        rule: 'halfway',
        stimulus: null,
        // The trace ends within a spike.
        notes: [expect.stringMatching(/^1 more spike is truncated by the end/)],
      }),
      doubts: [],
      questions: [],
      seconds: 0.51,
    })
    expect(line.features.spike_count).toMatchObject({ value: line.features.peaks.length, unit: null })
    expect(Object.keys(line)).toEqual([
      'recording',
      'sweep',
      'model',
      'seed',
      'parameters',
      'network',
      'diagnostics',
      'features',
      'doubts',
      'questions',
      'seconds',
    ])
    expect(closed).toBe(1)
    // Files are read directly: nothing goes into the library.
    expect(await filesIn(context.libraryFolder)).toEqual([])
  })

  it('tells people the verdict before the numbers', async () => {
    const { code, out } = await nagumo(['estimate', await traces()])
    expect(code).toBe(0)
    const text = out.join('\n')
    expect(text).toContain('caution: The model reproduces 9 of 10 spikes.')
    expect(text).toMatch(/θ₀ +0\.501 +0\.480 to 0\.520 +0\.480 to 0\.520/)
    expect(text.indexOf('caution')).toBeLessThan(text.indexOf('θ₀'))
    expect(text).toMatch(/seed \d+/)
  })

  it('goes on after a file that fails, and fails at the end', async () => {
    const good = await traces()
    const folder = await temporaryFolder()
    const empty = join(folder, 'empty.csv')
    await writeFile(empty, '')
    const missing = join(folder, 'none.csv')
    const { code, out } = await nagumo(['estimate', empty, good, missing, '--json'])
    expect(code).toBe(1)
    const lines = out.map((line) => JSON.parse(line))
    expect(lines.map((line) => line.recording)).toEqual([empty, good, missing])
    expect(lines[0]).toStrictEqual({
      recording: empty,
      error: { code: 'FILE_EMPTY', message: expect.any(String) },
    })
    expect(lines[1].parameters).toBeDefined()
    expect(lines[2].error.code).toBe('FILE_NOT_FOUND')
  })

  it('says failures on standard error where no JSON was asked for', async () => {
    const { code, out, err } = await nagumo(['estimate', join(await temporaryFolder(), 'none.csv')])
    expect(code).toBe(1)
    expect(out).toEqual([])
    expect(err).toEqual([expect.stringMatching(/none\.csv: /)])
  })

  it('takes all sweeps, or those that are named', async () => {
    const file = await traces(3)
    const sweeps = async (...args: string[]) =>
      (await nagumo(['estimate', file, '--json', ...args])).out.map((line) => JSON.parse(line).sweep)
    expect(await sweeps()).toEqual(['trace_1_au', 'trace_2_au', 'trace_3_au'])
    expect(await sweeps('--sweeps', 'all')).toHaveLength(3)
    expect(await sweeps('--sweeps', 'trace_3_au,trace_1_au')).toEqual(['trace_3_au', 'trace_1_au'])
    const { code, out } = await nagumo(['estimate', file, '--json', '--sweeps', 'trace_9'])
    expect(code).toBe(1)
    expect(JSON.parse(out[0]).error).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('“trace_1_au”, “trace_2_au”, “trace_3_au”'),
    })
  })

  it('names the sweep that fails, and goes on with the others', async () => {
    let first = true
    const compute = fakeCompute({
      async *estimate() {
        yield 'weighing'
        if (first) {
          first = false
          throw new NagumoError('COMPUTE_DIED', 'The numerics stopped.')
        }
      },
    })
    const { code, out } = await nagumo(['estimate', await traces(2), '--json'], { compute })
    expect(code).toBe(1)
    const [failed, good] = out.map((line) => JSON.parse(line))
    expect(failed).toMatchObject({
      sweep: 'trace_1_au',
      error: { code: 'COMPUTE_DIED', message: 'The numerics stopped.' },
    })
    expect(good).toMatchObject({ sweep: 'trace_2_au', seconds: 0.51 })
  })

  it('writes the reports', async () => {
    const out = join(await temporaryFolder(), 'deep', 'reports')
    const { code } = await nagumo(['estimate', await traces(2), '--out', out])
    expect(code).toBe(0)
    const names = (await readdir(out)).sort()
    expect(names).toHaveLength(4)
    expect(names[0]).toMatch(/^cell07-trace-1-au-\d{8}-\d{6}-[0-9a-f]{10}\.csv$/)
    const report = Report.parse(JSON.parse(await readFile(join(out, names[1]), 'utf8')))
    expect(report.recording).toMatchObject({ id: null, name: 'cell07.csv', sweep: 'trace_1_au' })
  })

  it('takes no file for a folder of reports', async () => {
    const file = await traces()
    for (const out of [file, join(file, 'reports')]) {
      const { code, err } = await nagumo(['estimate', file, '--out', out])
      expect([code, err[0]]).toEqual([2, expect.stringContaining('--out expects a folder')])
    }
  })

  it('hands on units and window', async () => {
    const compute = fakeCompute()
    const file = await traces()
    const { code, err, out } = await nagumo(
      ['estimate', file, '--json', '--voltage-unit', 'mV', '--window', '0:200'],
      { compute },
    )
    expect(err).toEqual([])
    expect([code, out[0]]).toEqual([0, expect.stringContaining('parameters')])
    expect(compute.jobs[0].voltageUnit).toBe('mV')
    const absurd = await nagumo(['estimate', file, '--json', '--time-unit', 's', '--window', '0:0.1'])
    expect(absurd.code).toBe(1)
    expect(JSON.parse(absurd.out[0]).error).toBeDefined()
  })

  it('asks for the rate of a file without times, and takes it', async () => {
    const compute = fakeCompute()
    const file = await traces()
    const rows = (await readFile(file, 'utf8')).split('\n').map((line) => line.split(',').at(-1))
    await writeFile(file, rows.join('\n'))
    const asked = await nagumo(['estimate', file, '--json'], { compute })
    expect(asked.code).toBe(1)
    expect(JSON.parse(asked.out[0]).error).toEqual({
      code: 'NO_TIME_COLUMN',
      message: expect.stringMatching(
        /No column gives the time\. What is the sampling rate\? Give it with --rate HZ/,
      ),
    })
    const { code, out, err } = await nagumo(['estimate', file, '--json', '--rate', '5000'], { compute })
    expect([code, err]).toEqual([0, []])
    expect(out[0]).toContain('parameters')
    expect(compute.jobs[0].scale.start).toBe(0)
    expect((await nagumo(['estimate', file, '--rate', '-1'])).code).toBe(2)
  })

  it('conditions the trace as it is told, and says so in the report', async () => {
    const compute = fakeCompute()
    const file = await traces()
    const out = join(dirname(file), 'reports')
    const options = ['--lowpass', '800', '--detrend', '--window', '0:200', '--baseline', '50', '--out', out]
    const { code, err } = await nagumo(['estimate', file, ...options], { compute })
    expect([code, err]).toEqual([0, []])
    const name = (await readdir(out)).find((one) => one.endsWith('.json'))!
    const { recording } = Report.parse(JSON.parse(await readFile(join(out, name), 'utf8')))
    expect(recording.conditioning).toEqual([
      { kind: 'detrend', from: 0, to: 200 },
      { kind: 'baseline', width: 50 },
      { kind: 'lowpass', cutoff: 800 },
    ])
    expect(recording.steps.slice(0, 3).join('\n')).toMatch(/straight line.*\n.*running median.*\nLow-pass/)
    const plain = fakeCompute()
    await nagumo(['estimate', file, '--window', '0:200'], { compute: plain })
    expect(compute.jobs[0].trace).not.toEqual(plain.jobs[0].trace)
  })

  it.each([
    [['--lowpass', '0'], '--lowpass takes Hz above 0'],
    [['--baseline', 'wide'], '--baseline takes a number'],
    [['--notch'], '--notch needs a value'],
  ])('refuses %j', async (options, message) => {
    const { code, err } = await nagumo(['estimate', await traces(), ...options])
    expect([code, err[0]]).toEqual([2, expect.stringContaining(message)])
  })

  it('finds a model by id or by name', async () => {
    const file = await traces()
    for (const model of ['rudi-2022', 'rudi 2022']) {
      expect((await nagumo(['estimate', file, '--json', '--model', model])).code).toBe(0)
    }
    const { code, err, closed } = await nagumo(['estimate', file, '--model', 'other'])
    expect(code).toBe(1)
    expect(err.join()).toContain('There is no model “other”. Known: rudi-2022.')
    expect(closed).toBe(0)
  })

  it('stops when it is interrupted', async () => {
    const stop = new AbortController()
    const compute = fakeCompute({
      async *estimate(_job, signal) {
        yield 'weighing'
        stop.abort()
        signal?.throwIfAborted()
      },
    })
    const { code, out, err, closed } = await nagumo(['estimate', await traces(2), '--json'], {
      compute,
      signal: stop.signal,
    })
    expect(code).toBe(1)
    expect(out).toEqual([])
    expect(err).toEqual(['Stopped.'])
    expect(closed).toBe(1)
  })
})

describe('nagumo estimate --out where nothing can be written', () => {
  it('prints the report all the same, and says what was not written', async () => {
    const file = await traces()
    const out = join(await temporaryFolder(), 'out')
    const compute = fakeCompute({
      async *estimate() {
        await rm(out, { recursive: true })
        yield 'weighing'
      },
    })
    const run = await nagumo(['estimate', file, '--json', '--out', out], { compute })
    expect(run.code).toBe(1)
    expect(JSON.parse(run.out[0]).parameters).toMatchObject(four(0.01))
    const { error } = JSON.parse(run.out[1])
    expect(error.code).toBe('LIBRARY_UNWRITABLE')
    expect(error.message).toContain(`was not written to ${out} (--out): the folder is missing`)
  })
})

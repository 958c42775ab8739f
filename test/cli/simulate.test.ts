import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { readRecording } from '../../src-main/recording/index.ts'
import { temporaryFolder } from '../services/fixtures.ts'
import { nagumo } from './terminal.ts'

async function simulate(...args: string[]) {
  const folder = await temporaryFolder()
  const out = join(folder, 'traces.csv')
  const result = await nagumo(['simulate', ...args, '--out', out])
  expect(result.err.filter((line) => !/simulated with seed/.test(line))).toEqual([])
  expect(result.code).toBe(0)
  expect(result.out).toEqual([out, join(folder, 'traces.parameters.json')])
  const truth = JSON.parse(await readFile(result.out[1], 'utf8'))
  return {
    ...result,
    folder,
    truth,
    csv: await readFile(out, 'utf8'),
    recording: await readRecording(out, 'traces.csv'),
  }
}

describe('nagumo simulate', () => {
  it('writes traces that our own reader takes for model units', async () => {
    const { recording, truth, folder } = await simulate('--count', '3', '--seed', '5')
    expect(recording).toMatchObject({ points: 1000, start: 0 })
    expect(recording.samplingInterval).toBeCloseTo(0.2, 12)
    expect(recording.reading).toMatchObject({ timeUnit: 'ms', voltageUnit: 'none', doubts: [] })
    expect(recording.sweeps.map(({ name }) => name)).toEqual(
      truth.traces.map((t: { name: string }) => t.name),
    )
    expect(truth).toMatchObject({ format: 'nagumo-simulation', version: 1, seed: 5, prior: rudi2022 })
    expect((await readdir(folder)).sort()).toEqual(['traces.csv', 'traces.parameters.json'])
  })

  it('takes a noise that would look like millivolts for model units too', async () => {
    const { recording } = await simulate('--sigma', '5', '--seed', '1')
    expect(Math.max(...recording.sweeps[0].samples)).toBeGreaterThan(20)
    expect(recording.reading.voltageUnit).toBe('none')
  })

  it('fixes what is given, draws the rest, and says both', async () => {
    const { truth } = await simulate(
      '--theta0',
      '0.3',
      '--theta1',
      '-0.25',
      '--rho=0.8',
      '--count',
      '2',
      '--seed',
      '1',
    )
    const [a, b] = truth.traces.map((t: { parameters: Record<string, number> }) => t.parameters)
    expect(Object.keys(a)).toEqual(['theta0', 'theta1', 'sigma', 'rho'])
    for (const parameters of [a, b])
      expect(parameters).toMatchObject({ theta0: 0.3, theta1: -0.25, rho: 0.8 })
    expect(a.sigma).not.toBe(b.sigma)
  })

  it('gives the same numbers for the same seed, whatever the count', async () => {
    const one = await simulate('--seed', '7', '--count', '1')
    const again = await simulate('--seed', '7', '--count', '1')
    const three = await simulate('--seed', '7', '--count', '3')
    const other = await simulate('--seed', '8', '--count', '1')
    expect(again.csv).toBe(one.csv)
    expect(three.recording.sweeps[0].samples).toEqual(one.recording.sweeps[0].samples)
    expect(three.recording.sweeps[1].samples).not.toEqual(one.recording.sweeps[0].samples)
    expect(other.csv).not.toBe(one.csv)
  })

  it('draws a seed where none is given, and says which', async () => {
    const { err, truth, csv } = await simulate()
    expect(err).toEqual([`1 trace simulated with seed ${truth.seed}`])
    expect((await simulate('--seed', String(truth.seed))).csv).toBe(csv)
  })

  it('goes by the prior of a file', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'prior.json')
    const grid = { dt: 0.1, points: 500, substeps: 4 }
    await writeFile(path, JSON.stringify({ ...rudi2022, name: 'mine', grid }))
    const { recording, truth } = await simulate('--prior', path, '--theta0', '0.3')
    expect(recording.points).toBe(500)
    expect(recording.samplingInterval).toBeCloseTo(0.1, 12)
    expect(truth.prior.name).toBe('mine')
  })

  it('simulates constants that are free, and keeps what is fixed', async () => {
    const path = join(await temporaryFolder(), 'prior.json')
    const { theta0, sigma } = rudi2022.parameters
    const file = {
      ...rudi2022,
      version: 2,
      parameters: {
        theta0,
        theta1: { kind: 'fixed', value: 0.3 },
        sigma,
        rho: { kind: 'uniform', lower: 0, upper: 0.5 },
      },
      constants: { ...rudi2022.constants, gamma: { kind: 'logUniform', lower: 2, upper: 4 } },
    }
    await writeFile(path, JSON.stringify(file))
    const { truth } = await simulate('--prior', path, '--count', '3', '--seed', '2', '--gamma', '2.5')
    expect(truth.prior).toEqual(file)
    for (const { parameters } of truth.traces) {
      expect(Object.keys(parameters)).toEqual(['theta0', 'gamma', 'sigma', 'rho'])
      expect(parameters.gamma).toBe(2.5)
      expect(parameters.rho).toBeLessThan(0.5)
    }
    const out = join(await temporaryFolder(), 'a.csv')
    const run = (...args: string[]) => nagumo(['simulate', '--prior', path, '--out', out, ...args])
    expect(await run('--gamma', '0')).toMatchObject({
      code: 2,
      err: [expect.stringMatching(/--gamma must be above 0; it was 0/), expect.anything()],
    })
    expect(await run('--theta1', '0.5')).toMatchObject({
      code: 2,
      err: [expect.stringMatching(/option --theta1.*--gamma/), expect.anything()],
    })
  })

  it('says what is doubtful about a prior, and goes on', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'prior.json')
    await writeFile(path, JSON.stringify({ ...rudi2022, grid: { ...rudi2022.grid, substeps: 2 } }))
    const { code, err } = await nagumo(['simulate', '--prior', path, '--out', join(folder, 'a.csv')])
    expect(code).toBe(0)
    expect(err[0]).toMatch(/time step is too large.*Use 4/)
  })

  it.each([
    [
      JSON.stringify({ ...rudi2022, grid: { ...rudi2022.grid, substeps: 1 } }),
      /No network can be trained.*\n.*Use 4/,
    ],
    [
      JSON.stringify({
        ...rudi2022,
        constants: { ...rudi2022.constants, zeta: { kind: 'normal', mean: 0 } },
      }),
      /constants.zeta.sd: /,
    ],
    [
      JSON.stringify({ ...rudi2022, parameters: { ...rudi2022.parameters, rho: { kind: 'beta' } } }),
      /parameters.rho.*: expected an object whose kind is truncatedNormal/,
    ],
    ['{', /is not JSON/],
    ['{"format":"nagumo-prior"}', /version.*\n.*name/],
    [JSON.stringify({ ...rudi2022, neuronModel: 'other' }), /no neuron model “other”/],
    [JSON.stringify({ ...rudi2022, parameters: {} }), /a prior of theta0/],
  ])('refuses the prior %s', async (text, message) => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'prior.json'), text)
    const out = join(folder, 'out.csv')
    const { code, err } = await nagumo(['simulate', '--prior', join(folder, 'prior.json'), '--out', out])
    expect(code).toBe(1)
    expect(err.join('\n')).toMatch(message)
    expect(await readdir(folder)).toEqual(['prior.json'])
  })

  it('refuses values that describe no trace, and places that are none', async () => {
    const folder = await temporaryFolder()
    const run = (...args: string[]) => nagumo(['simulate', ...args])
    expect(await run('--theta0', '1e300', '--out', join(folder, 'a.csv'))).toMatchObject({
      code: 2,
      err: [expect.stringContaining('diverges. Choose values closer'), expect.anything()],
    })
    expect(await run('--out', join(folder, 'none', 'a.csv'))).toMatchObject({
      code: 2,
      err: [expect.stringContaining('in an existing folder'), expect.anything()],
    })
    expect(await readdir(folder)).toEqual([])
  })
})

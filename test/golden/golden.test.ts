import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import { createComputeRouter } from '../../src-main/compute/router.ts'
import { recordingPreset } from '../../src-main/model/prior/presets.ts'
import { nagumo } from '../cli/terminal.ts'
import { presetOn } from '../support/priors.ts'
import { canonical, sha256 } from './canonical.ts'

// Numbers of today's models to their last digit, asked for at the command line, which stays where everything behind it
// moves. A change that is meant is recorded with `npx vitest run test/golden -u`, in a commit of its own with its reason.

const router = createRouterClient(createComputeRouter())
const compute: Compute = { client: () => router, close: async () => undefined }
let folder: string

beforeAll(async () => {
  // The same on every machine; native TensorFlow adds up in another order, and fused kernels round once.
  vi.stubEnv('NAGUMO_BACKEND', 'wasm')
  vi.stubEnv('NAGUMO_KERNEL', 'plain')
  folder = await mkdtemp(join(tmpdir(), 'nagumo-golden-'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

const recorded = (name: string) => `./recorded/${name}.json`

/** What the command line answers, as files of --out; their names hold dates. */
async function run(name: string, args: string[]): Promise<unknown[]> {
  const out = join(folder, name)
  const { code, err } = await nagumo([...args, '--out', out], {
    compute,
    libraryFolder: join(folder, 'library'),
    modelsFolder: 'models',
  })
  expect(code, err.join('\n')).toBe(0)
  const files = (await readdir(out)).filter((file) => file.endsWith('.json')).sort()
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(join(out, file), 'utf8'))))
}

const sample = 'resources/samples/example-neuron.csv'

/** The sample with other times and voltages, or with samples missing. */
async function derived(
  name: string,
  row: (t: number, u: number, i: number) => string | null,
): Promise<string> {
  const [, ...lines] = (await readFile(sample, 'utf8')).trim().split(/\r?\n/)
  const rows = lines.map((line, i) => {
    const [t, u] = line.split(',').map(Number)
    return row(t, u, i)
  })
  const path = join(folder, name)
  await writeFile(path, ['time (ms),voltage (mV)', ...rows.filter((one) => one !== null), ''].join('\n'))
  return path
}

it.each([
  ['model-units', async () => [sample, '--model', 'rudi-2022']],
  [
    'missing-samples',
    async () => [
      await derived('missing.csv', (t, u, i) => `${t},${i % 97 < 5 ? 'NaN' : u}`),
      ...['--model', 'rudi-2022', '--voltage-unit', 'none'],
    ],
  ],
  [
    'other-prior',
    async () => {
      const prior = presetOn({})
      const theta0 = { kind: 'uniform', lower: 0.1, upper: 0.8 }
      const path = join(folder, 'narrow.json')
      await writeFile(path, JSON.stringify({ ...prior, parameters: { ...prior.parameters, theta0 } }))
      return [sample, '--model', 'rudi-2022', '--prior', path]
    },
  ],
  [
    'millivolts',
    async () => [
      await derived('millivolts.csv', (t, u) => `${(1.3 * t).toFixed(4)},${(24 * u - 25).toFixed(3)}`),
      ...['--model', 'recording'],
    ],
  ],
  ['real-neuron', async () => ['resources/samples/real-neuron-current-step.csv', '--model', 'recording']],
])('an estimate of %s has the numbers that were recorded', async (name, args) => {
  const [head, ...rest] = await args()
  const found = await run(name, ['estimate', head, '--seed', '1', ...rest])
  await expect(canonical(found)).toMatchFileSnapshot(recorded(`estimate-${name}`))
})

it('parameters over time have the numbers that were recorded', async () => {
  const [head, ...rows] = (await readFile(sample, 'utf8')).trim().split(/\r?\n/)
  const cells = rows.map((line) => line.split(',')[1])
  const long = [0, 1, 2].flatMap(() => cells).map((u, i) => `${(0.2 * i).toFixed(1)},${u}`)
  const path = join(folder, 'long.csv')
  await writeFile(path, [head, ...long, ''].join('\n'))
  const args = ['estimate', path, '--model', 'rudi-2022', '--seed', '1', '--over-time=200']
  await expect(canonical(await run('series', args))).toMatchFileSnapshot(recorded('series'))
})

// 40 ms are enough for spikes.
const tiny = presetOn({ dt: 1, points: 40, substeps: 20 })

it.each([
  ['posterior', tiny, ['--network', 'posterior-small']],
  ['point', tiny, ['--network', 'rudi-dense']],
  ['spike-summary', tiny, ['--network', 'rudi-dense', '--input', 'spikeRateAndDuration']],
  [
    'free-constants',
    { ...tiny, constants: { ...tiny.constants, gamma: { kind: 'uniform', lower: 2.5, upper: 3.5 } } },
    ['--network', 'posterior-small'],
  ],
  [
    'recorded-neuron',
    { ...recordingPreset, grid: { dt: 1, points: 64, substeps: 40 } },
    ['--network', 'cycle'],
  ],
])('a training of %s ends in the weights and the card that were recorded', async (name, prior, args) => {
  const file = join(folder, `${name}-prior.json`)
  await writeFile(file, JSON.stringify(prior))
  const into = join(folder, 'trained')
  const { code, err } = await nagumo(
    ['train', '--name', name, '--prior', file, '--samples', '2048', '--seed', '3', '--into', into, ...args],
    { compute, libraryFolder: join(folder, 'library'), modelsFolder: 'models' },
  )
  expect(code, err.join('\n')).toBe(0)
  const read = (part: string) => readFile(join(into, name, part))
  const found = {
    card: JSON.parse(await readFile(join(into, name, 'card.json'), 'utf8')),
    weights: sha256(await read('weights.bin')),
    golden: JSON.parse(await readFile(join(into, name, 'golden.json'), 'utf8')),
  }
  await expect(canonical(found)).toMatchFileSnapshot(recorded(`training-${name}`))
})

it('simulated traces have the samples that were recorded', async () => {
  const out = join(folder, 'simulated.csv')
  const file = join(folder, 'recording-prior.json')
  await writeFile(file, JSON.stringify(recordingPreset))
  const found: Record<string, string> = {}
  for (const prior of [[], ['--prior', file]]) {
    const { code, err } = await nagumo(['simulate', '--count', '20', '--seed', '4', ...prior, '--out', out])
    expect(code, err.join('\n')).toBe(0)
    found[prior.length === 0 ? 'rudi-2022' : 'recording'] = sha256(await readFile(out))
    await rm(out)
  }
  await expect(canonical(found)).toMatchFileSnapshot(recorded('simulated'))
})

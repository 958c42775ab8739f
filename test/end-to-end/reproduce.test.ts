import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from './programs.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nagumo-reproduce-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs the quick form on the TensorFlow that everyone has; `heard` is asked after each line, and true kills it. */
async function reproduce(heard: (said: string) => boolean = () => false) {
  let workers: number[] = []
  const child = spawn(
    process.execPath,
    [join(root, 'out/main/reproduce.cjs'), '--quick', '--folder', folder],
    { cwd: root, env: { ...process.env, NAGUMO_BACKEND: 'wasm' }, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
    if (!heard(said)) return
    workers = childrenOf(child.pid ?? 0)
    child.kill('SIGKILL')
  })
  const [code] = await once(child, 'exit')
  return { code, said, workers }
}

function childrenOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return rows.filter(([, ppid]) => ppid === parent).map(([pid]) => pid)
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Results with the time each was written. */
async function results(): Promise<Record<string, number>> {
  const names = await readdir(join(folder, 'test64'))
  const kept = names.filter((name) => name.endsWith('.json'))
  const times = await Promise.all(
    kept.map(async (name) => (await stat(join(folder, 'test64', name))).mtimeMs),
  )
  return Object.fromEntries(kept.map((name, i) => [name, times[i]]))
}

const whole = [
  'convolutional-noisyTrace-all-64-seed1.json',
  'dense-noisyTrace-all-128-seed1.json',
  'dense-noisyTrace-all-64-seed1.json',
  'dense-spikeRateAndDuration-neuron-128-seed1.json',
  'reference-0.json',
]

// One run after the other, on the same folder.
describe('npm run reproduce -- --quick', () => {
  let first: Record<string, number>
  let second: Record<string, number>

  it('killed in the middle keeps what is done, and its workers go too', async () => {
    const { code, said, workers } = await reproduce((said) => /^1 of 5: /m.test(said))
    expect(code).toBeNull()
    expect(said).toMatch(/^5 pieces of work, 0 done before/)
    expect(workers.length).toBeGreaterThan(0)
    // A worker looks up from its training twice a second.
    await expect.poll(() => workers.filter(isRunning), { interval: 200 }).toEqual([])
    first = await results()
    expect(Object.keys(first).length).toBeGreaterThan(0)
    expect(Object.keys(first).length).toBeLessThan(5)
  })

  it('run again goes on from there, and ends', async () => {
    const { code, said } = await reproduce()
    expect(code).toBe(0)
    expect(Number(/^5 pieces of work, (\d) done before/.exec(said)?.[1])).toBeGreaterThanOrEqual(1)
    second = await results()
    expect(Object.keys(second).sort()).toEqual(whole)
    expect(second).toMatchObject(first)
  })

  it('run once more does nothing again', async () => {
    const { code, said } = await reproduce()
    expect(code).toBe(0)
    expect(said).toMatch(/^5 pieces of work, 5 done before; 0 side by side/)
    expect(await results()).toEqual(second)
  })

  it('has estimates and their accuracy in each result', async () => {
    for (const name of whole.filter((name) => !name.startsWith('reference'))) {
      const { cell, accuracy, estimate, backend } = JSON.parse(
        await readFile(join(folder, 'test64', name), 'utf8'),
      )
      const targets = cell.targets === 'all' ? ['theta0', 'theta1', 'sigma', 'rho'] : ['theta0', 'theta1']
      expect(Object.keys(accuracy)).toEqual(targets)
      expect(Object.keys(estimate)).toEqual(targets)
      for (const target of targets) {
        expect(estimate[target]).toHaveLength(64)
        expect(accuracy[target].r2).toBeLessThan(1)
        const { q25, q50, q75 } = accuracy[target].percentageError
        expect(q25 <= q50 && q50 <= q75).toBe(true)
      }
      expect(backend).toBe('wasm')
    }
    const { network, exact } = JSON.parse(await readFile(join(folder, 'test64/reference-0.json'), 'utf8'))
    for (const means of [...Object.values(network), ...Object.values(exact)]) expect(means).toHaveLength(64)
  })
})

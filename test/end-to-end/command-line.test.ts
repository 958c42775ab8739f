import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root, sampleFile } from './programs.ts'

// resources/samples/NOTICE.md
const simulatedAt = { theta0: 0.31, theta1: 0.52, sigma: 0.07, rho: 0.8 }

let library: string
beforeAll(async () => {
  library = await mkdtemp(join(tmpdir(), 'nagumo-library-'))
})
afterAll(() => rm(library, { recursive: true, force: true }))

/** Runs the built command line. */
async function nagumo(...args: string[]) {
  const child = spawn(process.execPath, [join(root, 'out/main/cli.cjs'), ...args], {
    env: { ...process.env, NAGUMO_LIBRARY: library },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  const [code] = await once(child, 'close')
  return { code, ...said }
}

describe('the built command line', () => {
  it('estimates the sample, by the same numbers each time', async () => {
    const args = ['estimate', sampleFile, '--json', '--seed', '1']
    const { code, stdout } = await nagumo(...args)
    expect(code).toBe(0)
    const { parameters, diagnostics } = JSON.parse(stdout)
    expect(diagnostics.verdict).toBe('ok')
    expect(Object.keys(parameters)).toEqual(Object.keys(simulatedAt))
    for (const [name, value] of Object.entries(simulatedAt)) {
      const { mean, sd } = parameters[name]
      expect(Math.abs(mean - value)).toBeLessThan(4 * sd)
      expect(sd / mean).toBeLessThan(0.1)
    }
    expect(JSON.parse((await nagumo(...args)).stdout).parameters).toEqual(parameters)
  })

  it('says what is wrong on standard error alone, with 1 for a failure and 2 for wrong usage', async () => {
    const missing = await nagumo('estimate', join(library, 'nothing.csv'))
    expect(missing).toMatchObject({ code: 1, stdout: '' })
    expect(missing.stderr).toMatch(/There is no file .*nothing\.csv/)
    const wrong = await nagumo('estimate', '--wrong')
    expect(wrong).toMatchObject({ code: 2, stdout: '' })
    expect(wrong.stderr).toContain('Unknown option --wrong.')
  })
})

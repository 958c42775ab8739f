import { mkdtempSync, rmSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createCompute } from '../../src-main/compute/process/client.ts'
import { forkUnderNode } from '../../src-main/compute/process/fork-node.ts'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'
import { kernelBuild } from '../../src-main/model/fused-kernels.ts'

// A cache of its own: tests beside it kill processes at work with native TensorFlow, which is noted there.
const cache = mkdtempSync(join(tmpdir(), 'nagumo-backends-'))
beforeEach(() => void vi.stubEnv('XDG_CACHE_HOME', cache))
afterAll(() => rmSync(cache, { recursive: true, force: true }))

afterEach(() => vi.unstubAllEnvs())

/** Which build of the kernels it has depends on this Node and processor alone. */
const kernel = kernelBuild() === 'fused' ? { fused: true } : {}

/** Which TensorFlow the built program takes, once it has run the shipped model on it. */
async function backendOf(program: string) {
  const compute = createCompute(forkUnderNode(join(program, 'compute.cjs')))
  try {
    await compute.client().warm({ modelFolder: resolve('models/rudi-2022') })
    return await compute.client().backend()
  } finally {
    await compute.close()
  }
}

it('the built program runs on its own WebAssembly where nothing else is installed', async () => {
  vi.stubEnv('NAGUMO_BACKEND', undefined)
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-built-'))
  try {
    await cp('out/main', folder, { recursive: true })
    expect(await backendOf(folder)).toEqual({
      ...kernel,
      name: 'wasm',
      why: 'native TensorFlow is not used: it is not installed (npm run native installs it)',
    })
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('the built program takes native TensorFlow where it is', async ({ skip }) => {
  const best = await loadTensorflow()
  skip(best.name !== 'native', 'native TensorFlow is not here')
  expect(await backendOf('out/main')).toEqual({ ...kernel, ...best })
})

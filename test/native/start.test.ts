import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCompute } from '../../src-main/compute/process/client.ts'
import { forkUnderNode } from '../../src-main/compute/process/fork-node.ts'
import { guardNative } from '../../src-main/compute/process/guard-native.ts'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'
import { MARKER } from '../../src-main/compute/tensorflow/native-facts.mjs'
import type { NagumoError } from '../../src-main/contract/errors.ts'
import { buildScript } from '../shells/build-script.ts'
import { bareFiles, builtFiles, type FakeLibrary, writeFiles } from './support/fake-library.ts'

const child = fileURLToPath(new URL('../../src-main/compute/process/child.ts', import.meta.url))
const wasmFiles = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm']
const wasm = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))

let built: Awaited<ReturnType<typeof buildScript>>
beforeAll(async () => {
  built = await buildScript(child)
})
afterAll(() => built.remove())

// A folder as out/ is, where nothing else is installed.
let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nagumo-start-'))
  await cp(dirname(built.script), join(home, 'out'), { recursive: true })
  for (const name of wasmFiles) await cp(join(wasm, name), join(home, 'out/wasm', name))
  vi.stubEnv('XDG_CACHE_HOME', join(home, 'cache'))
  vi.stubEnv('NAGUMO_BACKEND', undefined)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(home, { recursive: true, force: true })
})

const packageFolder = () => join(home, 'node_modules/@tensorflow/tfjs-node')
const addLibrary = (library: Partial<FakeLibrary> = {}) =>
  writeFiles(packageFolder(), { ...bareFiles, ...builtFiles(library) })

/** Which TensorFlow the program starts with, and why. */
async function backend() {
  const compute = createCompute(forkUnderNode(join(home, 'out/script.cjs')))
  try {
    // Whether simulations are fused depends on Node and the processor.
    const { fused: _, ...backend } = await compute.client().backend()
    return backend
  } finally {
    await compute.close()
  }
}

async function failure(): Promise<Pick<NagumoError, 'code' | 'message'>> {
  const error = await backend().then(
    () => null,
    (e: unknown) => e,
  )
  const { code, message } = error as NagumoError
  return { code, message }
}

describe('the program starts on WebAssembly and says why', () => {
  it('where native TensorFlow is not there', async () => {
    expect(await backend()).toEqual({
      name: 'wasm',
      why: 'native TensorFlow is not used: it is not installed (npm run native installs it)',
    })
  })

  it('where it was not built', async () => {
    await writeFiles(packageFolder(), bareFiles)
    expect((await backend()).why).toBe(
      'native TensorFlow is not used: its binding to libtensorflow was not built (npm run native builds it)',
    )
  })

  it.each([{}, bareFiles])('where an npm install has removed it (%#)', async (left) => {
    await mkdir(join(home, '.cache'))
    await writeFile(join(home, MARKER), '{}')
    await writeFiles(packageFolder(), left)
    expect(await backend()).toEqual({
      name: 'wasm',
      why: 'native TensorFlow is not used: it was built here, but an npm install has removed it (npm run native reinstalls it)',
    })
  })

  it.each([
    [{ does: 'crashes' }, 'it crashed when it was loaded (SIGSEGV)'],
    [{ does: 'throws' }, 'loading it failed: libtensorflow_cc.so.2: invalid ELF header'],
    [{ version: '2.18.0' }, 'libtensorflow 2.18.0 was found; expected 2.5 to 2.15'],
    [{ does: 'only in the trial' }, 'it worked in a test run, but not here: there was no thread left'],
  ] as [Partial<FakeLibrary>, string][])('where the library fails: %j', async (library, reason) => {
    await addLibrary(library)
    const { name, why } = await backend()
    expect(name).toBe('wasm')
    expect(why).toContain(`native TensorFlow is not used: ${reason}`)
  })

  it('where the library broke after it worked', async () => {
    await addLibrary()
    await backend()
    await addLibrary({ does: 'crashes' })
    expect((await backend()).why).toContain('it crashed when it was loaded (SIGSEGV)')
  })
})

describe('native TensorFlow that breaks down at work', () => {
  /** Starts of one program, one after the other, and what each came to. */
  function program() {
    const fork = guardNative(forkUnderNode(join(home, 'out/script.cjs')))
    return async () => {
      const compute = createCompute(fork)
      try {
        const { name, why } = await compute.client().backend()
        return `${name}: ${why}`
      } catch (error) {
        const { code, message } = error as NagumoError
        return `${code}: ${message}`
      } finally {
        await compute.close()
      }
    }
  }

  it('is left out from the next start, of trainings too, and by the next program', async () => {
    await addLibrary({ does: 'dies after the trial', by: 'SIGSEGV' })
    const start = program()
    expect(await start()).toMatch(
      /^COMPUTE_DIED: .*it was stopped by SIGSEGV while native TensorFlow was running. From now on WebAssembly is used/,
    )
    const left =
      'wasm: native TensorFlow is not used: it aborted a calculation (SIGSEGV) and is not used until Nagumo is restarted'
    expect([await start(), await start()]).toEqual([left, left])
    expect(await program()()).toMatch(
      /^wasm: .*it aborted a calculation \(SIGSEGV\) on \d{4}-\d\d-\d\d and will be tried again a day later/,
    )
    vi.stubEnv('NAGUMO_BACKEND', 'native')
    expect(await start()).toMatch(/^BACKEND_UNAVAILABLE: .*it aborted a calculation/)
    expect(await program()()).toMatch(/^COMPUTE_DIED/)
  })

  it('is tried again where it was built anew', async () => {
    await addLibrary({ does: 'dies after the trial', by: 'SIGSEGV' })
    await program()()
    await addLibrary({ does: 'only in the trial' })
    expect(await program()()).toContain('there was no thread left')
  })

  it('is tried once more where the system stopped it, possibly because memory ran out', async () => {
    await addLibrary({ does: 'dies after the trial', by: 'SIGKILL' })
    const start = program()
    expect(await start()).toMatch(
      /^COMPUTE_DIED: .*the system stopped it, possibly because memory ran out\. /,
    )
    expect(await start()).toMatch(/^COMPUTE_DIED: .*From now on WebAssembly is used/)
    expect(await start()).toMatch(/^wasm: /)
  })
})

describe('native TensorFlow in a process whose memory ran out', () => {
  it('is not blamed, however often', async () => {
    await addLibrary({ does: 'dies after the trial', by: 'a full heap' })
    const fork = guardNative(forkUnderNode(join(home, 'out/script.cjs')))
    for (let time = 0; time < 3; time++) {
      const compute = createCompute(fork)
      const failure = await compute
        .client()
        .backend()
        .catch(({ message }: NagumoError) => message)
      await compute.close()
      expect(failure).toMatch(
        /memory ran out\. No saved data were changed\. Before you start it again, close other/,
      )
    }
  })
})

describe('NAGUMO_BACKEND', () => {
  it('asks for WebAssembly', async () => {
    vi.stubEnv('NAGUMO_BACKEND', 'wasm')
    await addLibrary({ does: 'crashes' })
    expect(await backend()).toEqual({ name: 'wasm', why: 'requested by NAGUMO_BACKEND' })
  })

  it('asks for plain cpu', async () => {
    vi.stubEnv('NAGUMO_BACKEND', 'cpu')
    expect(await backend()).toEqual({ name: 'cpu', why: 'requested by NAGUMO_BACKEND' })
  })

  it('may be empty', async () => {
    vi.stubEnv('NAGUMO_BACKEND', '')
    expect((await backend()).why).toContain('it is not installed')
  })

  it('takes nothing else where native is asked for and is not there', async () => {
    vi.stubEnv('NAGUMO_BACKEND', 'native')
    expect(await failure()).toEqual({
      code: 'BACKEND_UNAVAILABLE',
      message:
        'NAGUMO_BACKEND requests native TensorFlow, which does not start here: it is not installed (npm run native installs it). Without NAGUMO_BACKEND, Nagumo computes with WebAssembly.',
    })
    await addLibrary({ does: 'crashes' })
    expect((await failure()).message).toContain('here: it crashed when it was loaded (SIGSEGV). Without')
  })

  it('is told where it is none of these', async () => {
    vi.stubEnv('NAGUMO_BACKEND', 'gpu')
    expect(await failure()).toEqual({
      code: 'BACKEND_UNAVAILABLE',
      message:
        'NAGUMO_BACKEND is “gpu”; expected native, wasm or cpu, or nothing for the best that works here.',
    })
  })
})

describe('WebAssembly', () => {
  it('that is not there is told', async () => {
    await rm(join(home, 'out/wasm'), { recursive: true })
    const { code, message } = await failure()
    expect(code).toBe('BACKEND_UNAVAILABLE')
    expect(message).toMatch(
      /^TensorFlow’s WebAssembly is missing \(native TensorFlow is not used: .*\)\. Install/,
    )
  })

  it('that is damaged is told', async () => {
    for (const name of wasmFiles) await writeFile(join(home, 'out/wasm', name), 'half of it')
    const { code, message } = await failure()
    expect(code).toBe('BACKEND_UNAVAILABLE')
    expect(message).toMatch(/^TensorFlow’s WebAssembly did not start/)
  })

  it('starts from source, and computes', async () => {
    expect(await loadTensorflow('wasm')).toEqual({ name: 'wasm', why: 'requested by NAGUMO_BACKEND' })
    expect(tf.getBackend()).toBe('wasm')
    const product = tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]]))
    expect(product.dataSync()).toEqual(Float32Array.of(11))
  })
})

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import util from 'node:util'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { NagumoError } from '../../contract/errors.ts'
import type { BackendInfo } from '../../contract/system.ts'
import { AVOID_NATIVE } from './native-facts.mjs'
import { buildOf, notedNativeFailure } from './native-failure.ts'
import { findNativePackage, isPacked } from './native-package.ts'
import { forgetProbe, judgeHere, type Probe, probeNative } from './native-probe.ts'

let loading: Promise<BackendInfo> | undefined
let tellNativeStarts: (build: string) => void = () => {}

/** Registers a listener that is called before native TensorFlow is loaded, which may crash. */
export function whenNativeStarts(listener: (build: string) => void): void {
  tellNativeStarts = listener
}

/**
 * Starts the best TensorFlow available: native, else WebAssembly. NAGUMO_BACKEND=native, wasm or cpu requires that one;
 * plain cpu is never chosen otherwise, since it is too slow for networks.
 * @throws NagumoError BACKEND_UNAVAILABLE where the requested one is unknown or does not start
 */
export function loadTensorflow(asked = process.env.NAGUMO_BACKEND): Promise<BackendInfo> {
  loading ??= load(asked)
  return loading
}

async function load(asked: string | undefined): Promise<BackendInfo> {
  switch (asked) {
    case undefined:
    case '': {
      const native = await startNative({ afterFailure: false })
      return 'info' in native ? native.info : startWasm(`native TensorFlow is not used: ${native.reason}`)
    }
    case 'native': {
      const native = await startNative({ afterFailure: true })
      if ('info' in native) return native.info
      throw unavailable(
        `NAGUMO_BACKEND requests native TensorFlow, which does not start here: ${native.reason}. Without NAGUMO_BACKEND, Nagumo computes with WebAssembly.`,
      )
    }
    case 'wasm':
      return startWasm('requested by NAGUMO_BACKEND')
    case 'cpu':
      return startCpu()
    default:
      throw unavailable(
        `NAGUMO_BACKEND is “${asked}”; expected native, wasm or cpu, or nothing for the best that works here.`,
      )
  }
}

/** @param afterFailure also after a stored crash, unless it was in this launch */
async function startNative({
  afterFailure,
}: {
  afterFailure: boolean
}): Promise<{ info: BackendInfo } | { reason: string }> {
  const here = fileURLToPath(import.meta.url)
  const found = findNativePackage(here)
  if ('missing' in found) return { reason: found.missing }
  const avoid = process.env[AVOID_NATIVE]
  if (avoid) return { reason: `${avoid} and is not used until Nagumo is restarted` }
  const failure = afterFailure ? null : notedNativeFailure(found.folder)
  if (failure !== null) return { reason: failure }
  // A packed Electron runs no script as Node: it is probed in this process, whose crash the parent survives.
  const before = isPacked(here) ? null : await probeNative(found.folder)
  if (before && 'reason' in before) return before
  tellNativeStarts(buildOf(found.folder))
  putBackUtilities()
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
  try {
    quietly(() => createRequire(here)(found.folder))
    if (await tf.setBackend('tensorflow')) {
      const probe = before ?? tryHere()
      if ('reason' in probe) return probe
      return { info: { name: 'native', why: `libtensorflow ${probe.version}` } }
    }
    forgetProbe()
    return { reason: 'it worked in a test run, but did not start' }
  } catch (error) {
    forgetProbe()
    return {
      reason: `it worked in a test run, but not here: ${error instanceof Error ? error.message : error}`,
    }
  }
}

/** The probe of native-probe.ts, with the library loaded here. */
function tryHere(): Probe {
  const { binding } = tf.backend() as unknown as { binding?: { TF_Version?: unknown } }
  const [sum] = tf.tidy(() =>
    tf.sum(tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.ones([2, 2]))).dataSync(),
  )
  return judgeHere({ version: String(binding?.TF_Version), backend: tf.getBackend(), sum })
}

async function startWasm(why: string): Promise<BackendInfo> {
  const folder = wasmFolder()
  if (folder) setWasmPaths(`${folder}/`)
  if (folder && (await tf.setBackend('wasm'))) return { name: 'wasm', why }
  throw unavailable(
    `TensorFlow’s WebAssembly ${folder ? 'did not start' : 'is missing'} (${why}). Install Nagumo again; in a checkout, run npm ci and npm run build.`,
  )
}

async function startCpu(): Promise<BackendInfo> {
  await import('@tensorflow/tfjs-backend-cpu')
  // Else it prints a greeting with advice that does not apply here.
  tf.enableProdMode()
  await tf.setBackend('cpu')
  return { name: 'cpu', why: 'requested by NAGUMO_BACKEND' }
}

function unavailable(message: string): NagumoError {
  return new NagumoError('BACKEND_UNAVAILABLE', message)
}

/** Beside the built program, else in its package. */
function wasmFolder(): string | null {
  const beside = fileURLToPath(new URL('./wasm', import.meta.url))
  if (existsSync(beside)) return beside
  try {
    const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
    return join(dirname(entry).replace(/([\\/]dist).*$/, '$1'))
  } catch {
    return null
  }
}

/** tfjs-node brings its own copy of tfjs-core, which warns that the platform is set twice; both are the same. */
function quietly(load: () => void): void {
  const { warn } = console
  console.warn = () => {}
  try {
    load()
  } finally {
    console.warn = warn
  }
}

/** tfjs-node 4.22 calls two functions of which Node 23 removed one and deprecates the other. */
function putBackUtilities(): void {
  const old = util as unknown as Record<string, unknown>
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
  old.isArray = Array.isArray
}

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import util from 'node:util'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import type { BackendInfo } from '../../contract/system.ts'
import { findNativePackage } from './native-package.ts'
import { probeNative } from './native-probe.ts'

let loading: Promise<BackendInfo> | undefined

/**
 * Starts the best TensorFlow that works here: native, else WebAssembly. Plain cpu is taken only when asked for
 * (NAGUMO_BACKEND=native|wasm|cpu), since it is hopeless for networks.
 */
export function loadTensorflow(wish = process.env.NAGUMO_BACKEND): Promise<BackendInfo> {
  loading ??= load(wish)
  return loading
}

async function load(wish: string | undefined): Promise<BackendInfo> {
  if (wish === 'cpu') {
    await import('@tensorflow/tfjs-backend-cpu')
    await tf.setBackend('cpu')
    return { name: 'cpu', why: 'asked for by NAGUMO_BACKEND' }
  }
  if (wish === 'wasm') return loadWasm('asked for by NAGUMO_BACKEND')
  const native = await loadNative()
  if ('info' in native) return native.info
  return loadWasm(`native TensorFlow is not used: ${native.reason}`)
}

async function loadNative(): Promise<{ info: BackendInfo } | { reason: string }> {
  const here = fileURLToPath(import.meta.url)
  const found = findNativePackage(here)
  if ('missing' in found) return { reason: found.missing }
  const probe = await probeNative(found.folder)
  if ('reason' in probe) return { reason: probe.reason }
  putBackUtilities()
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
  quietly(() => createRequire(here)(found.folder))
  await tf.setBackend('tensorflow')
  return { info: { name: 'native', why: `libtensorflow ${probe.version}` } }
}

async function loadWasm(why: string): Promise<BackendInfo> {
  setWasmPaths(`${wasmFolder()}/`)
  if (!(await tf.setBackend('wasm'))) throw new Error('The WebAssembly backend did not start.')
  return { name: 'wasm', why }
}

/** Beside the built program, else in the package it came with. */
function wasmFolder(): string {
  const beside = fileURLToPath(new URL('./wasm', import.meta.url))
  if (existsSync(beside)) return beside
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
  return join(dirname(entry).replace(/([\\/]dist).*$/, '$1'))
}

/** tfjs-node brings its own copy of tfjs-core, which warns that the platform is set twice; to the same one. */
function quietly(load: () => void): void {
  const { warn } = console
  console.warn = () => {}
  try {
    load()
  } finally {
    console.warn = warn
  }
}

/** tfjs-node 4.22 calls two functions that Node 23 took away. */
function putBackUtilities(): void {
  const old = util as unknown as Record<string, unknown>
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
  old.isArray ??= Array.isArray
}

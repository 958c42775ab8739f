import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'

export type BackendName = 'native' | 'wasm' | 'cpu'

const registered: Record<BackendName, string> = { native: 'tensorflow', wasm: 'wasm', cpu: 'cpu' }

/** All backends that start here: wasm and cpu always, native where it was built. */
export async function startBackends(): Promise<BackendName[]> {
  const best = await loadTensorflow()
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(`${join(dirname(entry).replace(/([\\/]dist).*$/, '$1'))}/`)
  const names: BackendName[] = best.name === 'native' ? ['native', 'wasm', 'cpu'] : ['wasm', 'cpu']
  // Keeps the cpu backend's greeting out of the output.
  tf.enableProdMode()
  for (const name of names) await useBackend(name)
  return names
}

export async function useBackend(name: BackendName): Promise<void> {
  if (!(await tf.setBackend(registered[name]))) throw new Error(`the backend ${name} did not start`)
}

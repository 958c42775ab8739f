import type { BackendInfo } from '../../contract/system.ts'
import type { Engine } from '../../inference/network/engine.ts'
import { tensorflowEngine } from '../../inference/network/tensorflow/engine.ts'
import { loadTensorflow } from './load.ts'

/**
 * The engine that networks are computed with, on the best TensorFlow that works here.
 * @throws NagumoError BACKEND_UNAVAILABLE
 */
export async function startEngine(): Promise<{ engine: Engine; backend: BackendInfo }> {
  return { backend: await loadTensorflow(), engine: tensorflowEngine }
}

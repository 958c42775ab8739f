import type { BackendInfo } from '../../contract/system.ts'
import type { Engine } from '../../inference/network/engine.ts'
import { tensorflowEngine } from '../../inference/network/tensorflow/engine.ts'
import { loadTensorflow } from './load.ts'

/** The engine that evaluates networks, on the best TensorFlow available. @throws NagumoError BACKEND_UNAVAILABLE */
export async function startEngine(): Promise<{ engine: Engine; backend: BackendInfo }> {
  return { backend: await loadTensorflow(), engine: tensorflowEngine }
}

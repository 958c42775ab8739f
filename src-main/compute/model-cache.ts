import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Estimator } from '../inference/estimate/estimate.ts'
import { readModel } from '../inference/network/model-files.ts'
import { createTrainedNetwork } from '../inference/network/trained-network.ts'
import { createPrior } from '../simulation/prior.ts'
import { createSimulator } from '../simulation/simulator.ts'
import { loadTensorflow } from './tensorflow/load.ts'

/** Models kept ready; more than these are loaded again when asked for. */
const capacity = 4

/** Loads models and keeps the last few ready. A folder whose card has changed is loaded anew. */
export function createModelCache() {
  const loaded = new Map<string, { version: string; estimator: Estimator }>()
  return {
    /** @throws NagumoError MODEL_DAMAGED where the folder does not hold a whole model */
    async load(folder: string): Promise<Estimator> {
      await loadTensorflow()
      const version = await versionOf(folder)
      const known = loaded.get(folder)
      if (known && known.version === version) {
        loaded.delete(folder)
        loaded.set(folder, known)
        return known.estimator
      }
      known?.estimator.network.dispose()
      loaded.delete(folder)
      const { card, specs, weights } = await readModel(folder)
      const prior = createPrior(card.prior)
      const estimator: Estimator = {
        prior,
        priorChanged: false,
        network: createTrainedNetwork(prior, card, specs, weights),
        simulator: createSimulator(prior.model, prior.constants, prior.grid),
      }
      loaded.set(folder, { version, estimator })
      if (loaded.size > capacity) {
        const [oldest, entry] = loaded.entries().next().value!
        entry.estimator.network.dispose()
        loaded.delete(oldest)
      }
      return estimator
    },
  }
}

async function versionOf(folder: string): Promise<string> {
  const info = await stat(join(folder, 'card.json')).catch(() => null)
  return `${info?.mtimeMs} ${info?.size}`
}

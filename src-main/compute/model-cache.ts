import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { GoldenReplay } from '../contract/models.ts'
import type { Estimator } from '../inference/estimate/estimate.ts'
import { replayGolden } from '../inference/network/model-format/golden.ts'
import { readModel, type StoredModel } from '../inference/network/model-format/read-model.ts'
import { createTrainedNetwork } from '../inference/network/trained-network.ts'
import { createPrior } from '../simulation/prior.ts'
import { createSimulator } from '../simulation/simulator.ts'
import { loadTensorflow } from './tensorflow/load.ts'

/** Models kept ready; more than these are loaded again when asked for. */
const capacity = 4

export interface LoadedModel extends Estimator {
  /** How it answers here against when it was made; null where nobody wrote that down. */
  replay: GoldenReplay | null
}

/** Loads models and keeps the last few ready. A folder whose card has changed is loaded anew. */
export function createModelCache() {
  const loaded = new Map<string, { version: string; model: LoadedModel }>()
  return {
    /** @throws NagumoError MODEL_DAMAGED where the folder does not hold a whole model */
    async load(folder: string): Promise<LoadedModel> {
      await loadTensorflow()
      const version = await versionOf(folder)
      const known = loaded.get(folder)
      if (known && known.version === version) {
        loaded.delete(folder)
        loaded.set(folder, known)
        return known.model
      }
      known?.model.network.dispose()
      loaded.delete(folder)
      const stored = await readModel(folder)
      const { card, specs, weights } = stored
      const prior = createPrior(card.prior)
      const model: LoadedModel = {
        prior,
        priorChanged: false,
        network: createTrainedNetwork(prior, card, specs, weights),
        simulator: createSimulator(prior.model, prior.constants, prior.grid),
        replay: replayOf(stored),
      }
      loaded.set(folder, { version, model })
      if (loaded.size > capacity) {
        const [oldest, entry] = loaded.entries().next().value!
        entry.model.network.dispose()
        loaded.delete(oldest)
      }
      return model
    },
    /** Asks the golden traces of a model again, without making it one of those kept ready. */
    async replay(folder: string): Promise<GoldenReplay | null> {
      await loadTensorflow()
      const known = loaded.get(folder)
      if (known && known.version === (await versionOf(folder))) return known.model.replay
      return replayOf(await readModel(folder))
    },
  }
}

function replayOf({ card, specs, weights, golden }: StoredModel): GoldenReplay | null {
  return golden && replayGolden(golden, createPrior(card.prior), { parts: card, specs, weights })
}

async function versionOf(folder: string): Promise<string> {
  const info = await stat(join(folder, 'card.json')).catch(() => null)
  return `${info?.mtimeMs} ${info?.size}`
}

import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { createTrainedNetwork } from '../../src-main/inference/network/trained-network.ts'
import { readModel } from '../../src-main/library/model-format/model-files.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'

/** A model of a folder, ready to estimate with. */
export async function loadEstimator(folder: string): Promise<Estimator & { dispose(): void }> {
  const { card, learner, weights } = await readModel(folder)
  const { prior } = learner
  const network = createTrainedNetwork(learner, card, weights, tensorflowEngine)
  return {
    prior,
    priorChanged: false,
    network,
    simulator: createSimulator(prior.forward),
    dispose: () => network.dispose(),
  }
}

import type { Prior } from '../../model/composition/prior.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import type { LikenessStore } from '../checks/training-likeness.ts'
import type { TrainedNetwork } from '../network/trained-network.ts'

/** The parts of a loaded model that an estimate needs. */
export interface Estimator {
  /** The prior in use: the model's, or one applied in its place (apply-prior.ts). */
  prior: Prior
  priorChanged: boolean
  /** The network's training prior, where another one is applied. */
  learnedFrom?: Prior
  /** Null where the posterior is inferred from the likelihood alone. */
  network: TrainedNetwork | null
  /** Storage of the likeness fit to the training simulations. */
  likenessStore?: LikenessStore
  /** Whether the network's proposal must be mapped to the prior's parameters (translated-proposal.ts). */
  translated?: boolean
  /** Simulator of `prior`. */
  simulator: Simulator
}

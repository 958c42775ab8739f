import type { Prior } from '../../model/composition/prior.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import type { LikenessStore } from '../checks/training-likeness.ts'
import type { TrainedNetwork } from '../network/trained-network.ts'

/** What an estimate needs of a model that was loaded. */
export interface Estimator {
  /** What is believed: the model’s prior, or one put in its place (apply-prior.ts). */
  prior: Prior
  priorChanged: boolean
  /** The prior that the network learned from, where another one was put in its place. */
  learnedFrom?: Prior
  /** Null where the posterior is to be found from the likelihood alone. */
  network: TrainedNetwork | null
  /** Where it is kept how traces are compared with those that the network learned from. */
  likenessStore?: LikenessStore
  /** Whether what the network proposes has to be told in the prior's parameters first (translated-proposal.ts). */
  translated?: boolean
  /** Of the prior. */
  simulator: Simulator
}

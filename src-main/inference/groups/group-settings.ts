/** Length of the chains and the convergence criterion. */
export interface GroupChainSettings {
  chains: number
  warmUp: number
  /** Draws of a chain per round, and the maximum number of rounds. */
  round: number
  rounds: number
  enoughRHat: number
  /** Bulk and tail effective sample size, of the worst quantity. */
  enoughEss: number
  /** Steps of all chains between two checks for cancellation. */
  slice: number
}

export const groupChainSettings: GroupChainSettings = {
  chains: 4,
  warmUp: 250,
  round: 750,
  rounds: 6,
  enoughRHat: 1.01,
  enoughEss: 800,
  slice: 50,
}

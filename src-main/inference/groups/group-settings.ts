/** How long chains are, and when they are enough. */
export interface GroupChainSettings {
  chains: number
  warmUp: number
  /** Draws of a chain in a round, and rounds at most. */
  round: number
  rounds: number
  enoughRHat: number
  /** Of bulk and tails, of the worst quantity. */
  enoughEss: number
  /** Steps of all chains between two looks at whether to stop. */
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

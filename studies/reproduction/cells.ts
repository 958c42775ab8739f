import { NetworkInput, NetworkTargets } from '../../src-main/contract/networks.ts'
import { showsTrace } from '../../src-main/inference/network/embeddings/registry.ts'

/** One training run of the matrix. */
export interface Cell {
  network: 'dense' | 'convolutional'
  input: NetworkInput
  targets: NetworkTargets
  /** Size of the training set, or, on fresh simulations, their total. */
  samples: number
  data: 'set' | 'fresh'
  seed: number
}

export const sizes = [500, 1000, 2000, 4000, 8000]
/** Three seeds at these sizes; the authors' published run used 1024. */
const severalSeeds = [1000, 1024]
const seeds = [1, 2, 3]
const authorsSize = 1024
const freshSamples = 2_000_000

export function cellId({ network, input, targets, samples, data, seed }: Cell): string {
  return [network, input, targets, data === 'fresh' ? `fresh${samples}` : samples, `seed${seed}`].join('-')
}

/**
 * Network × input × number of training samples × targets; plus the size of the authors' published run, and the same
 * networks on unlimited fresh simulations, which shows the performance without data limits. A convolution needs a trace
 * as input, so it is not combined with the two numbers.
 */
export function wholeMatrix(): Cell[] {
  const cells: Cell[] = []
  for (const targets of NetworkTargets.options) {
    for (const network of ['convolutional', 'dense'] as const) {
      for (const input of NetworkInput.options) {
        if (network === 'convolutional' && !showsTrace(input)) continue
        const own = input === 'noisyTrace' && network === 'convolutional' && targets === 'neuron'
        for (const samples of own ? [...sizes, authorsSize] : sizes) {
          for (const seed of severalSeeds.includes(samples) ? seeds : seeds.slice(0, 1)) {
            cells.push({ network, input, targets, samples, data: 'set', seed })
          }
        }
      }
      cells.push({ network, input: 'noisyTrace', targets, samples: freshSamples, data: 'fresh', seed: 1 })
    }
  }
  return cells
}

/** A few small cells, for the tests. */
export function quickMatrix(): Cell[] {
  const cell = { input: 'noisyTrace', targets: 'all', data: 'set', seed: 1 } as const
  return [
    { ...cell, network: 'convolutional', samples: 64 },
    { ...cell, network: 'dense', samples: 64 },
    { ...cell, network: 'dense', samples: 128 },
    { ...cell, network: 'dense', samples: 128, input: 'spikeRateAndDuration', targets: 'neuron' },
  ]
}

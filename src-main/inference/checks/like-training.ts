import { fixed } from '../../contract/numbers.ts'
import type { Reason } from '../../contract/reports.ts'
import type { Evidence } from './evidence.ts'

/** Is the trace within the training distribution, by its summary statistics and by the network's outputs? */
export function likeTraining({ likeness }: Evidence): Reason[] {
  if (!likeness) return []
  const { trace, network } = likeness
  const numberOf = ({ distance, limit }: { distance: number; limit: number }): string =>
    `distance ${fixed(distance, 2)} to the nearest of the network’s training simulations; they lie within ${fixed(limit, 2)} of each other, and beyond that is flagged`
  const { farthest } = trace
  const how = farthest
    ? `: its ${farthest.name} is ${farthest.above ? 'above' : 'below'} that of them all`
    : ', in the correlations of its features'
  return [
    {
      check: 'likeTraining',
      number: numberOf(trace),
      ...(trace.distance <= trace.limit
        ? { level: 'ok', cause: null, text: 'The trace is within the training distribution.' }
        : {
            level: 'caution',
            cause: 'prior',
            text: `Outside the training distribution: the trace is unlike all training traces${how}. The prior does not make such recordings; use a model whose prior does.`,
          }),
    },
    {
      check: 'likeTrainingNetwork',
      number: numberOf(network),
      ...(network.distance <= network.limit
        ? {
            level: 'ok',
            cause: null,
            text: 'The network’s posterior is within the distribution of those for training traces.',
          }
        : {
            level: 'caution',
            cause: 'prior',
            text: 'Outside the training distribution: the network’s posterior is unlike those for training traces and is not meaningful alone, so importance sampling had a poor proposal.',
          }),
    },
  ]
}

import { fixed } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import type { Evidence } from '../evidence.ts'

/**
 * Share of the mean cycle's variance explained: fitted real cycles lie above `good`; below `least` parameters mean
 * little.
 */
export const good = 0.985
export const least = 0.95

/** Does the model's cycle match the recorded one? */
export function cycleFit({ cycle, prior }: Evidence): Reason[] {
  if (!cycle) return []
  const { explained } = cycle.fit
  const name = prior.neuron.name
  // One decimal, since 99.5 would round to 100.
  const share = `${fixed(100 * Math.max(0, explained), 1)} %`
  const base = {
    check: 'cycleFit',
    number: `explained variance of the mean cycle ${fixed(explained, 3)}; below ${good} is flagged, below ${least} no parameters are reported`,
  } as const
  if (explained >= good) {
    return [
      {
        ...base,
        level: 'ok',
        cause: null,
        text: `${name} explains ${share} of the mean cycle’s variance.`,
      },
    ]
  }
  if (explained >= least) {
    return [
      {
        ...base,
        level: 'caution',
        cause: 'neuron',
        text: `${name} explains ${share} of the mean cycle’s variance: parts of the cycle are misfitted.`,
      },
    ]
  }
  return [
    {
      ...base,
      level: 'unreliable',
      cause: 'neuron',
      text: `${name} does not describe this cycle: it explains ${share} of its variance. The parameters have no meaning here.`,
    },
  ]
}

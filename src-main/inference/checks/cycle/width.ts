import { fixed, percent } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import type { Evidence } from '../evidence.ts'

/**
 * Relative differences of the half-width: above `off` the fitted one is wrong, above `another` it is a different
 * spike.
 */
export const off = 0.12
export const another = 0.4

/** Is the fitted spike as wide as the recorded one? */
export function cycleWidth({ cycle, prior }: Evidence): Reason[] {
  if (!cycle) return []
  const fitted = cycle.fit.compared.find(({ name }) => name === 'width')?.model.q50 ?? Number.NaN
  const recorded = cycle.shape.width
  const apart = fitted / recorded - 1
  const base = {
    check: 'cycleWidth',
    number: `half-width of the fitted spike ${fixed(fitted, 2)} ms, recorded ${fixed(recorded, 2)} ms; more than ${percent(off)} apart is flagged`,
  } as const
  if (Math.abs(apart) <= off) {
    return [{ ...base, level: 'ok', cause: null, text: 'The fitted spike is as wide as the recorded one.' }]
  }
  if (Number.isNaN(apart)) {
    return [
      {
        ...base,
        number: `half-width of the recorded spike ${fixed(recorded, 2)} ms; no fitted one crosses the level`,
        level: 'unreliable',
        cause: 'neuron',
        text: `The fitted spike has no width at the level of the recorded one: ${prior.neuron.name} does not describe this spike.`,
      },
    ]
  }
  const how = `The fitted spike is ${percent(Math.abs(apart))} ${apart > 0 ? 'wider' : 'narrower'} than the recorded one (${fixed(fitted, 2)} ms against ${fixed(recorded, 2)} ms)`
  const gross = Math.abs(apart) > another
  return [
    {
      ...base,
      level: gross ? 'unreliable' : 'caution',
      cause: 'neuron',
      text: gross
        ? `${how}: ${prior.neuron.name} does not describe this spike.`
        : `${how}: read rates and conductances as approximate.`,
    },
  ]
}

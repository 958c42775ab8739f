import { fixed, percent, probability } from '../../contract/numbers.ts'
import { chiSquareSurvival } from '../../signal/statistics/chi-square.ts'
import type { Check } from './evidence.ts'
import { flagged } from './levels.ts'
import { noCycle, phases } from './phases.ts'
import { voltage } from './units.ts'

/** Share of the residual variance explained by the cycle's mean shape, above which the shape is another neuron's. */
const grossShare = 0.1

/** Does the model's cycle have the recorded shape? If so, residuals have mean 0 at each phase. */
export const cycleShape: Check = (evidence) => {
  const base = { check: 'cycleShape' } as const
  const found = phases(evidence, 'standardized')
  if (found.length < 2) return { ...base, ...noCycle }
  const chi = found.reduce((sum, { count, mean }) => sum + count * mean * mean, 0)
  const p = chiSquareSurvival(chi, found.length)
  const share = chi / found.reduce((sum, { count }) => sum + count, 0)
  const number = `mean of the whitened residuals in ${found.length} phases of the cycle, χ² ${fixed(chi, 0)}, ${probability(p)}; below ${flagged} is flagged, and ${percent(share)} of their variance; above ${percent(grossShare)} is another neuron`
  if (p >= flagged) {
    const text = 'Mean residuals are zero at all phases of the cycle.'
    return { ...base, level: 'ok', cause: null, text, number }
  }
  const most = phases(evidence, 'values').reduce((a, b) => (Math.abs(b.mean) > Math.abs(a.mean) ? b : a))
  const gross = share > grossShare
  return {
    ...base,
    level: gross ? 'unreliable' : 'caution',
    cause: 'neuron',
    text: `The recorded cycle has another shape than ${evidence.prior.neuron.name} gives it, by up to ${voltage(most.mean, evidence)} at the same phase of each cycle. The parameters are those of the model’s closest cycle.`,
    number,
  }
}

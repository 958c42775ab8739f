import { fixed, probability } from '../../contract/numbers.ts'
import type { PhaseBin } from '../../signal/statistics/by-phase.ts'
import { chiSquareSurvival } from '../../signal/statistics/chi-square.ts'
import type { Check } from './evidence.ts'
import { flagged } from './levels.ts'
import { noCycle, phases } from './phases.ts'

/** Is the noise variance the same at each phase of the cycle? Bartlett's test of equal variances. */
export const noiseByPhase: Check = (evidence) => {
  const base = { check: 'noiseByPhase' } as const
  const found = phases(evidence, 'standardized')
  if (found.length < 2) return { ...base, ...noCycle }
  const { p, least, most } = bartlett(found)
  const number = `variance of the whitened residuals by phase ${fixed(least, 2)} to ${fixed(most, 2)} (1 expected), Bartlett’s test ${probability(p)}; below ${flagged} is flagged`
  if (p >= flagged) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: 'Residuals have the same variance at all phases of the cycle.',
      number,
    }
  }
  return {
    ...base,
    level: 'caution',
    cause: 'noise',
    text: 'The noise is stronger at some phases of the cycle than at others (as where spikes come a little early or late, or channels open); the model takes it to be the same throughout. The intervals may be too narrow.',
    number,
  }
}

function bartlett(groups: readonly PhaseBin[]): { p: number; least: number; most: number } {
  const variances = groups.map(({ count, variance }) => (variance * count) / (count - 1))
  const degrees = groups.reduce((sum, { count }) => sum + count - 1, 0)
  const pooled = groups.reduce((sum, { count }, k) => sum + ((count - 1) / degrees) * variances[k], 0)
  const k = groups.length
  const ratio = groups.reduce(
    (sum, { count }, j) => sum - (count - 1) * Math.log(Math.max(variances[j], 1e-300) / pooled),
    0,
  )
  const correction =
    1 + (groups.reduce((sum, { count }) => sum + 1 / (count - 1), 0) - 1 / degrees) / (3 * (k - 1))
  return {
    p: chiSquareSurvival(ratio / correction, k - 1),
    least: Math.min(...variances),
    most: Math.max(...variances),
  }
}

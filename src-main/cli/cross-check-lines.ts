import type { CrossCheck } from '../contract/cross-check.ts'
import { fixed } from '../contract/numbers.ts'
import { table } from './table.ts'

/** A cross-check as text: its conclusion, and each parameter by both samplers. */
export function crossCheckLines(crossCheck: CrossCheck): string[] {
  const { text, rHat, ess, chains, evaluations, seconds } = crossCheck
  const rows = crossCheck.parameters.map(
    ({ symbol, meanDifference, meanError, sdRatio, sdError, agrees }) => [
      symbol,
      `${fixed(meanDifference, 2)} ± ${fixed(meanError, 2)}`,
      `${fixed(sdRatio, 2)} ± ${fixed(sdError, 2)}`,
      agrees ? 'yes' : 'no',
    ],
  )
  return [
    `Cross-check: ${text}`,
    ...table([['', 'means differ by, sd', 'ratio of sds', 'agree'], ...rows]),
    `differential evolution MCMC, ${chains} chains, R̂ ${rHatText(rHat)}, effective sample size ${fixed(ess, 0)}, ${evaluations} simulations, ${fixed(seconds, 1)} s`,
  ]
}

function rHatText(rHat: number): string {
  return rHat > 100 ? 'above 100' : fixed(rHat, 3)
}

import type { GroupedParameter } from './groups.ts'

/** Scale of a between-cell or between-sweep sd, if it is not that of the parameter itself. */
export function spreadWords({
  symbol,
  unit,
  scale,
}: Pick<GroupedParameter, 'symbol' | 'unit' | 'scale'>): string {
  if (scale === 'ratio') return `sd of ln ${symbol}`
  if (scale === 'correlation') return `sd of atanh ${symbol}`
  return `sd of ${symbol}${unit ? `, ${unit}` : ''}`
}

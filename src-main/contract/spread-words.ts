import type { GroupedParameter } from './groups.ts'

/** What a spread of cells or sweeps is of, where it is not of the parameter itself. */
export function spreadWords({
  symbol,
  unit,
  scale,
}: Pick<GroupedParameter, 'symbol' | 'unit' | 'scale'>): string {
  if (scale === 'ratio') return `sd of ln ${symbol}`
  if (scale === 'correlation') return `sd of atanh ${symbol}`
  return `sd of ${symbol}${unit ? `, ${unit}` : ''}`
}

import { decimalsFor } from '../../contract/estimate-text.ts'
import type { GroupEffect, GroupedParameter } from '../../contract/groups.ts'
import { fixed } from '../../contract/numbers.ts'

/**
 * An effect in a sentence: “θ₀ is 0.12 higher in B than in A (90 % interval 0.05 to 0.19).”, or that none can be told, and
 * between which values it lies.
 */
export function effectText(
  { symbol, unit, scale }: Pick<GroupedParameter, 'symbol' | 'unit' | 'scale'>,
  { from, to, effect, told }: Pick<GroupEffect, 'from' | 'to' | 'effect' | 'told'>,
): string {
  const decimals = decimalsFor(effect.q95 - effect.q05)
  const text = (value: number): string => fixed(value, decimals)
  if (scale === 'ratio') {
    const interval = `90 % interval ${text(effect.q05)} to ${text(effect.q95)}`
    return told
      ? `${symbol} is ${text(effect.q50)} times as large in ${to} as in ${from} (${interval}).`
      : `No difference of ${symbol} between ${from} and ${to} can be told: the ratio ${to}/${from} is ${text(effect.q50)} (${interval}).`
  }
  const beside = unit ? ` ${unit}` : ''
  if (!told)
    return `No difference of ${symbol} between ${from} and ${to} can be told: ${to} − ${from} is ${text(effect.q50)}${beside} (90 % interval ${text(effect.q05)} to ${text(effect.q95)}).`
  const higher = effect.q50 > 0
  const [low, high] = higher ? [effect.q05, effect.q95] : [-effect.q95, -effect.q05]
  return `${symbol} is ${text(Math.abs(effect.q50))}${beside} ${higher ? 'higher' : 'lower'} in ${to} than in ${from} (90 % interval ${text(low)} to ${text(high)}).`
}

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

import { decimalsFor } from '../../contract/estimate-text.ts'
import type { GroupEffect, GroupedParameter } from '../../contract/groups.ts'
import { fixed } from '../../contract/numbers.ts'
import { counted } from '../../contract/wording.ts'

/**
 * An effect as a sentence: “θ₀ is 0.12 higher in B than in A (90 % interval 0.05 to 0.19).”, or that none was found,
 * with its interval. Where cells are paired: “… in B than in A within cells (90 % interval 0.05 to 0.19; 7 paired
 * cells).”
 * @param pairs number of cells in both conditions that are analysed as the same; 0 where unpaired
 */
export function effectText(
  { symbol, unit, scale }: Pick<GroupedParameter, 'symbol' | 'unit' | 'scale'>,
  { from, to, effect, told }: Pick<GroupEffect, 'from' | 'to' | 'effect' | 'told'>,
  pairs: number,
): string {
  const decimals = decimalsFor(effect.q95 - effect.q05)
  const text = (value: number): string => fixed(value, decimals)
  const within = pairs > 0 ? ' within cells' : ''
  const interval = (low: number, high: number): string =>
    `(90 % interval ${text(low)} to ${text(high)}${pairs > 0 ? `; ${counted(pairs, 'paired cell')}` : ''})`
  const none = `No difference of ${symbol}${within} between ${from} and ${to} can be shown:`
  if (scale === 'ratio') {
    const beside = interval(effect.q05, effect.q95)
    return told
      ? `${symbol} is ${text(effect.q50)} times as large in ${to} as in ${from}${within} ${beside}.`
      : `${none} the ratio ${to}/${from} is ${text(effect.q50)} ${beside}.`
  }
  const beside = unit ? ` ${unit}` : ''
  if (!told)
    return `${none} ${to} − ${from} is ${text(effect.q50)}${beside} ${interval(effect.q05, effect.q95)}.`
  const higher = effect.q50 > 0
  const [low, high] = higher ? [effect.q05, effect.q95] : [-effect.q95, -effect.q05]
  return `${symbol} is ${text(Math.abs(effect.q50))}${beside} ${higher ? 'higher' : 'lower'} in ${to} than in ${from}${within} ${interval(low, high)}.`
}

import type { Curve } from '../../contract/common.ts'
import { estimateText, rangeText } from '../../contract/estimate-text.ts'
import type { ParameterEstimate } from '../../contract/reports.ts'
import { summaryWords, withUnit } from '../scale/format.ts'
import { padded, type Range, toPixel } from '../scale/range.ts'

/** The prior's limits with a small margin. */
export function priorRange({ prior }: ParameterEstimate): Range {
  return padded({ from: prior.lower, to: prior.upper }, 0.02)
}

/**
 * SVG path of the filled area under a density. Its peak reaches `height`: with equal areas a narrow posterior and its
 * wide prior could not both be visible.
 * @param base y of the zero line
 */
export function densityPath(curve: Curve, range: Range, pixels: Range, base: number, height: number): string {
  const top = Math.max(...curve.y)
  if (!(top > 0)) return ''
  const points = curve.x.map((x, i) => {
    const px = toPixel(Math.min(range.to, Math.max(range.from, x)), range, pixels)
    return `${round(px)} ${round(base - (curve.y[i] / top) * height)}`
  })
  const end = (i: number): number => round(toPixel(curve.x[i], range, pixels))
  return `M${end(0)} ${base}L${points.join('L')}L${end(curve.x.length - 1)} ${base}Z`
}

/** What a network alone provides for a parameter: an interval, a point estimate (with its test error), or nothing. */
export type NetworkWord = 'interval' | 'value' | 'nothing'

/** One line: what the interval shows. */
export function describeInterval(parameter: ParameterEstimate, word: NetworkWord = 'interval'): string {
  const { symbol, unit, posterior, network, prior } = parameter
  const net = estimateText(network)
  const alone = rangeText(net.low, net.high)
  const said = {
    interval: `; network alone: ${alone}.`,
    value: `; the network’s own estimate ± its error in tests ${alone}.`,
    nothing: '; not estimated by the network.',
  }
  return (
    `${symbol}: ${withUnit(summaryWords(posterior), unit)}. Prior: 90 % between ` +
    `${rangeText(estimateText(prior).low, estimateText(prior).high)}${said[word]}`
  )
}

function round(x: number): number {
  return Math.round(x * 100) / 100
}

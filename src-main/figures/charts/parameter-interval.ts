import type { Curve } from '../../contract/common.ts'
import { estimateText, rangeText } from '../../contract/estimate-text.ts'
import type { ParameterEstimate } from '../../contract/reports.ts'
import { summaryWords, withUnit } from '../scale/format.ts'
import { padded, type Range, toPixel } from '../scale/range.ts'

/** Where the prior lives: its limits, with a little room for what lies on them. */
export function priorRange({ prior }: ParameterEstimate): Range {
  return padded({ from: prior.lower, to: prior.upper }, 0.02)
}

/**
 * A density as the outline of a filled area, as an SVG path. The highest point reaches `height`: a posterior
 * and a prior drawn to the same area could not be seen together where much was learned.
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

/** What a network says of a parameter by itself: an interval, one value (drawn with its error in tests), or nothing. */
export type NetworkWord = 'interval' | 'value' | 'nothing'

/** What the interval shows, in one line. */
export function describeInterval(parameter: ParameterEstimate, word: NetworkWord = 'interval'): string {
  const { symbol, unit, posterior, network, prior } = parameter
  const net = estimateText(network)
  const alone = rangeText(net.low, net.high)
  const said = {
    interval: `; by the network alone ${alone}.`,
    value: `; the network’s own estimate ± its error in tests ${alone}.`,
    nothing: '; the network does not read it.',
  }
  return (
    `${symbol}: ${withUnit(summaryWords(posterior), unit)}. Before the recording, 90 % between ` +
    `${rangeText(estimateText(prior).low, estimateText(prior).high)}${said[word]}`
  )
}

function round(x: number): number {
  return Math.round(x * 100) / 100
}

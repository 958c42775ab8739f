import type { Distribution } from '../../src-main/contract/priors.ts'
import { padded, type Range, toPixel } from '../../src-main/figures/scale/range.ts'
import { createDistribution } from '../../src-main/model/prior/distributions/create-distribution.ts'
import { plain } from '../lib/digits.ts'
import { factorText } from '../lib/prior-words.ts'

const steps = 120

/** A range that contains nearly all the mass of every distribution. */
export function curveRange(distributions: readonly Distribution[]): Range {
  const ends = distributions.flatMap((d) => {
    if (d.kind === 'fixed') return [d.value]
    const { lower, upper } = createDistribution(d).shown
    return [lower, upper]
  })
  const [from, to] = [Math.min(...ends), Math.max(...ends)]
  if (!(from < to)) return { from: from - (Math.abs(from) || 1) / 2, to: to + (Math.abs(to) || 1) / 2 }
  return padded({ from, to }, 0.04)
}

/** The maximum density; 0 where all are fixed. */
export function highest(distributions: readonly Distribution[]): number {
  return Math.max(0, ...distributions.flatMap((d) => densities(d).map(({ y }) => y)))
}

/**
 * A distribution as the outline of a filled area, as an SVG path; a fixed value as a vertical line.
 * @param base y of the zero line
 * @param height of the density `top`
 */
export function curvePath(
  d: Distribution,
  range: Range,
  pixels: Range,
  { base, height, top }: { base: number; height: number; top: number },
): string {
  const tenths = (px: number): number => Math.round(10 * px) / 10
  const at = (x: number): number => tenths(toPixel(x, range, pixels))
  if (d.kind === 'fixed') return `M${at(d.value)} ${base}V${base - height}`
  const points = densities(d)
  if (!(top > 0) || points.length === 0) return ''
  const outline = points.map(({ x, y }) => `${at(x)} ${tenths(base - (y / top) * height)}`)
  return `M${at(points[0].x)} ${base}L${outline.join('L')}L${at(points[points.length - 1].x)} ${base}`
}

/** The prior as one line of text. */
export function describePrior(symbol: string, d: Distribution): string {
  const [a, b] = 'lower' in d ? [plain(d.lower), plain(d.upper)] : ['', '']
  switch (d.kind) {
    case 'fixed':
      return `${symbol} is fixed at ${plain(d.value)}.`
    case 'normal':
      return `${symbol} is normal with mean ${plain(d.mean)} and sd ${plain(d.sd)}.`
    case 'truncatedNormal':
      return `${symbol} is normal with mean ${plain(d.mean)} and sd ${plain(d.sd)}, truncated at ${a} and ${b}.`
    case 'uniform':
      return `${symbol} is uniform from ${a} to ${b}.`
    case 'logUniform':
      return `${symbol} is uniform in its logarithm from ${a} to ${b}.`
    case 'logNormal':
      return `${symbol} is normal in its logarithm with median ${plain(d.median)} and log sd ${plain(d.logSd)}, a factor of ${factorText(d.logSd)}.`
  }
}

/** The density at evenly spaced points, from just inside one end to just inside the other. */
function densities(d: Distribution): { x: number; y: number }[] {
  if (d.kind === 'fixed') return []
  const distribution = createDistribution(d)
  const { lower, upper } = distribution.shown
  return Array.from({ length: steps + 1 }, (_, i) => {
    const x = lower + (upper - lower) * Math.min(1 - 1e-9, Math.max(1e-9, i / steps))
    return { x, y: Math.exp(distribution.logDensity(x)) }
  }).filter(({ y }) => Number.isFinite(y))
}

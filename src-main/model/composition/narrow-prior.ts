import type { Distribution, PriorFile } from '../../contract/priors.ts'
import { partsOf } from './parts.ts'

/**
 * How far new limits lie beyond the draws, as a share of their range. 2,000 draws of a Gaussian posterior span some
 * ±3.3 standard deviations, so that the limits come to about ±6.6.
 */
const margin = 0.5

/**
 * A prior truncated to the region of posterior draws (truncated proposal: Deistler, Gonçalves & Macke 2022). Inside the
 * new limits its density is unchanged up to a factor, and so is a posterior that lies within them.
 * @param draws n rows, in the order of `parameters`
 */
export function narrowPrior(
  prior: PriorFile,
  parameters: readonly string[],
  draws: readonly (readonly number[])[],
): PriorFile {
  const { observable, noise } = partsOf(prior)
  // Circular parameters have no limits, and those integrated out must stay normal.
  const whole = [...observable.circular, ...observable.integratedOut]
  const cut = (name: string, d: Distribution): Distribution => {
    const j = parameters.indexOf(name)
    return j < 0 || whole.includes(name) ? d : narrow(d, rangeOf(draws.map((row) => row[j])))
  }
  return {
    ...prior,
    version: 3,
    noise: { kind: noise.kind },
    parameters: Object.fromEntries(Object.entries(prior.parameters).map(([name, d]) => [name, cut(name, d)])),
    constants: Object.fromEntries(
      Object.entries(prior.constants).map(([name, d]) => [name, typeof d === 'number' ? d : cut(name, d)]),
    ),
  }
}

interface Range {
  from: number
  to: number
}

function rangeOf(values: readonly number[]): Range {
  const least = values.reduce((a, b) => Math.min(a, b))
  const most = values.reduce((a, b) => Math.max(a, b))
  const width = margin * (most - least)
  // Rounded outwards to two digits of the draws' range, for display in fields.
  const step = 10 ** Math.floor(Math.log10(Math.max(most - least, Number.MIN_VALUE)) - 1)
  const round = (x: number, to: (x: number) => number): number =>
    Number((to(x / step) * step).toPrecision(12))
  return { from: round(least - width, Math.floor), to: round(most + width, Math.ceil) }
}

function narrow(d: Distribution, { from, to }: Range): Distribution {
  switch (d.kind) {
    case 'fixed':
    // There is no truncated log-normal distribution.
    case 'logNormal':
      return d
    case 'normal':
      return { ...d, kind: 'truncatedNormal', lower: from, upper: to }
    default:
      return { ...d, lower: Math.max(d.lower, from), upper: Math.min(d.upper, to) }
  }
}

import type { Distribution, PriorFile } from '../../contract/priors.ts'
import { partsOf } from './parts.ts'

/**
 * The range of draws to either side that a narrowed prior reaches beyond them. Draws of a Gaussian posterior span some
 * 3.3 standard deviations each way with 2,000 of them, so that the limits come to about 6.6.
 */
const margin = 0.5

/**
 * A prior cut down to where the draws of a posterior lie (a truncated proposal: Deistler, Gonçalves & Macke 2022). Its
 * density is the same up to a factor inside the new limits, so that a posterior that lies within them stays what it is.
 * @param draws n rows, by the names in `parameters`
 */
export function narrowPrior(
  prior: PriorFile,
  parameters: readonly string[],
  draws: readonly (readonly number[])[],
): PriorFile {
  const { observable, noise } = partsOf(prior)
  // What goes round has no limits, and what is integrated out must stay normal.
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
  // To a hundredth of the draws' range, outwards: these numbers stand in fields for a person.
  const step = 10 ** Math.floor(Math.log10(Math.max(most - least, Number.MIN_VALUE)) - 1)
  const round = (x: number, to: (x: number) => number): number =>
    Number((to(x / step) * step).toPrecision(12))
  return { from: round(least - width, Math.floor), to: round(most + width, Math.ceil) }
}

function narrow(d: Distribution, { from, to }: Range): Distribution {
  switch (d.kind) {
    case 'fixed':
    // Nothing that is cut off has its shape.
    case 'logNormal':
      return d
    case 'normal':
      return { ...d, kind: 'truncatedNormal', lower: from, upper: to }
    default:
      return { ...d, lower: Math.max(d.lower, from), upper: Math.min(d.upper, to) }
  }
}

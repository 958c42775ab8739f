import { NagumoError } from '../../contract/errors.ts'
import type { Distribution, PriorFile } from '../../contract/priors.ts'
import { type Interval, intervalWords } from '../interval.ts'
import { calledWith } from './called-with.ts'
import { partsOf } from './parts.ts'
import { type PriorEntry, priorEntries } from './prior-entries.ts'

/** New limits lie beyond the value by this share of the old range, for log-uniform distributions of its logarithm. */
const margin = 0.5
/** Significant digits of new limits, rounded for display in fields. */
const digits = 2

/**
 * A prior whose limits for a parameter are widened around a value that they excluded, or at which they truncated the
 * posterior; the shape is unchanged.
 * @param value of the parameter, such as the maximum-likelihood value
 * @throws NagumoError PRIOR_INVALID where the parameter has no limits, or the value is inside them or not allowed
 */
export function withWider(file: PriorFile, name: string, value: number): PriorFile {
  const wider = widerOf(file, name, value)
  if (!wider) throw new NagumoError('PRIOR_INVALID', whyNotWider(file, name, value))
  const { noise } = partsOf(file)
  const { description, role, distribution } = wider
  const part = role === 'constant' ? 'constants' : 'parameters'
  return {
    ...file,
    version: 3,
    name: calledWith(file.name, `${description.symbol} wider`),
    noise: { kind: noise.kind },
    [part]: { ...file[part], [name]: distribution },
  }
}

/** Whether a parameter's limits can be widened around a value outside or at them. */
export function canWiden(file: PriorFile, name: string, value: number): boolean {
  return widerOf(file, name, value) !== null
}

function whyNotWider(file: PriorFile, name: string, value: number): string {
  const entries = priorEntries(file)
  const found = entries.find(({ description }) => description.name === name)
  const what = `The prior can’t be widened for ${name} = ${value}`
  if (!found?.distribution) {
    const known = entries.flatMap(({ description, distribution }) =>
      distribution && 'lower' in distribution ? [description.name] : [],
    )
    return `${what}: it has no parameter ${name}. Parameters with limits: ${known.join(', ')}.`
  }
  const { distribution, allowed } = found
  if (!('lower' in distribution)) {
    return `${what}: its ${distribution.kind} distribution has no limits. Give it another one in a prior file.`
  }
  const { lower, upper } = distribution
  return value > lower && value < upper
    ? `${what}: its limits, ${lower} to ${upper}, already include it. Give a value beyond them, or omit the option.`
    : `${what}: ${name} ${allowed ? intervalWords(allowed) : 'can’t have this value'}. Give another value.`
}

function widerOf(file: PriorFile, name: string, value: number): PriorEntry | null {
  const entry = priorEntries(file).find(({ description }) => description.name === name)
  const distribution = entry?.distribution && widened(entry.distribution, value, entry.allowed)
  return entry && distribution ? { ...entry, distribution } : null
}

function widened(d: Distribution, value: number, allowed: Interval | null): Distribution | null {
  if (!('lower' in d) || (value > d.lower && value < d.upper)) return null
  const { above, below } = allowed ?? { above: Number.NEGATIVE_INFINITY, below: Number.POSITIVE_INFINITY }
  if (!(value > above && value < below)) return null
  const [to, from] = d.kind === 'logUniform' ? [Math.log, Math.exp] : [identity, identity]
  const room = margin * (to(d.upper) - to(d.lower))
  if (value <= d.lower) {
    const lower = rounded(from(to(value) - room), Math.floor)
    return { ...d, lower: lower > above ? lower : (above + value) / 2 }
  }
  const upper = rounded(from(to(value) + room), Math.ceil)
  return { ...d, upper: upper < below ? upper : (below + value) / 2 }
}

function identity(x: number): number {
  return x
}

/** Rounds outwards to `digits` significant digits. */
function rounded(x: number, outwards: (x: number) => number): number {
  if (x === 0) return 0
  const step = 10 ** (Math.floor(Math.log10(Math.abs(x))) + 1 - digits)
  return Number((outwards(x / step) * step).toPrecision(12))
}

import { createDistribution } from '../../src-main/model/prior/distributions/create-distribution.ts'
import { parseNumber, plain } from './digits.ts'
import type { Distribution } from './types.ts'

export type Kind = Distribution['kind']
/** A number of a distribution. */
export type Field = 'mean' | 'sd' | 'lower' | 'upper' | 'median' | 'logSd' | 'value'

/** Names of the kinds, in the order offered. */
export const kindNames: Record<Kind, string> = {
  truncatedNormal: 'truncated normal',
  normal: 'normal',
  uniform: 'uniform',
  logUniform: 'log-uniform',
  logNormal: 'log-normal',
  fixed: 'fixed',
}

export const fieldsOf: Record<Kind, readonly Field[]> = {
  truncatedNormal: ['mean', 'sd', 'lower', 'upper'],
  normal: ['mean', 'sd'],
  uniform: ['lower', 'upper'],
  logUniform: ['lower', 'upper'],
  logNormal: ['median', 'logSd'],
  fixed: ['value'],
}

export const fieldNames: Record<Field, string> = {
  mean: 'mean',
  sd: 'sd',
  lower: 'lower limit',
  upper: 'upper limit',
  median: 'median',
  logSd: 'log sd',
  value: 'value',
}

export type Texts = Partial<Record<Field, string>>

/** The numbers of a distribution as text of its fields. */
export function textsOf(d: Distribution): Texts {
  const numbers = d as unknown as Record<Field, number>
  return Object.fromEntries(fieldsOf[d.kind].map((field) => [field, plain(numbers[field])]))
}

/** Error of the texts of a distribution's fields: expected, found. Empty where valid. */
export function wrongWith(kind: Kind, texts: Texts): Partial<Record<Field, string>> {
  const wrong: Partial<Record<Field, string>> = {}
  const number = (field: Field): number | null => parseNumber(texts[field] ?? '')
  for (const field of fieldsOf[kind]) {
    if (number(field) === null) wrong[field] = notANumber(fieldNames[field], texts[field] ?? '')
  }
  const [sd, lower, upper] = [number('sd'), number('lower'), number('upper')]
  if (fieldsOf[kind].includes('sd') && sd !== null && sd <= 0) {
    wrong.sd = `The sd must be above 0; it is ${plain(sd)}.`
  }
  if (kind === 'logNormal') return { ...wrongLogNormal(number('median'), number('logSd')), ...wrong }
  if (!fieldsOf[kind].includes('lower')) return wrong
  if (kind === 'logUniform' && lower !== null && lower <= 0) {
    wrong.lower = `A log-uniform prior needs a lower limit above 0; it is ${plain(lower)}.`
  } else if (lower !== null && upper !== null && lower >= upper) {
    wrong.upper = `The upper limit must be above the lower one, ${plain(lower)}; it is ${plain(upper)}.`
  }
  return wrong
}

function wrongLogNormal(median: number | null, logSd: number | null): Partial<Record<Field, string>> {
  return {
    ...(median !== null && median <= 0 && { median: `The median must be above 0; it is ${plain(median)}.` }),
    ...(logSd !== null &&
      !(logSd > 0 && logSd <= 10) && {
        logSd: `The log sd (sd of the natural logarithm) must be above 0 and at most 10; it is ${plain(logSd)}.`,
      }),
  }
}

/** Parses the texts of the fields; null while one is invalid. */
export function distributionOf(kind: Kind, texts: Texts): Distribution | null {
  if (Object.keys(wrongWith(kind, texts)).length > 0) return null
  const numbers = fieldsOf[kind].map((field) => [field, parseNumber(texts[field] ?? '')!])
  return { kind, ...Object.fromEntries(numbers) } as Distribution
}

/**
 * Converts the fields to another kind with approximately the same width and centre. Texts typed for that kind before
 * are restored.
 */
export function textsForKind(kind: Kind, d: Distribution, typed: Texts): Texts {
  const texts = { ...typed }
  for (const [field, x] of Object.entries(numbersLike(d))) texts[field as Field] ??= plain(rounded(x))
  // The logarithm needs positive values.
  if (kind === 'logUniform' && !((parseNumber(texts.lower ?? '') ?? 0) > 0)) {
    const upper = parseNumber(texts.upper ?? '') ?? 0
    texts.lower = upper > 0 ? plain(rounded(upper / 100)) : '0.01'
    if (!(upper > 0)) texts.upper = '1'
  }
  if (kind === 'logNormal' && !((parseNumber(texts.median ?? '') ?? 0) > 0)) {
    texts.median = '0.1'
    texts.logSd = '1'
  }
  return texts
}

/** Fraction of a normal more than two standard deviations below its mean. */
const twoSds = 0.02275

function numbersLike(d: Distribution): Record<Field, number> {
  if (d.kind === 'fixed') {
    const around = Math.abs(d.value) / 10 || 0.1
    const limits = { lower: d.value - around, upper: d.value + around }
    return { value: d.value, mean: d.value, sd: around, ...limits, median: d.value, logSd: 0.1 }
  }
  const { mean, sd, lower, upper, quantile } = createDistribution(d)
  const limited = Number.isFinite(upper - lower)
  return {
    value: mean,
    mean,
    sd,
    lower: limited ? lower : quantile(twoSds),
    upper: limited ? upper : quantile(1 - twoSds),
    median: quantile(0.5),
    // The log-normal with the same moments.
    logSd: Math.sqrt(Math.log1p((sd / mean) ** 2)),
  }
}

export function notANumber(what: string, text: string): string {
  const found = text.trim() === '' ? 'it is empty' : `“${text.trim().slice(0, 12)}” is none`
  return `The ${what} must be a number, such as 0.4; ${found}.`
}

/** Step of an arrow key, so that about ten presses change a number by its own size. */
export function stepOf(x: number): number {
  return 10 ** Math.floor(Math.log10(Math.abs(x) || 0.1) - 0.7)
}

function rounded(x: number): number {
  return Number(x.toPrecision(3))
}

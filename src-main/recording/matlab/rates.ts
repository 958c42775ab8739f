import { frequency, plain } from '../../contract/quantities.ts'
import { milliseconds } from '../../contract/units.ts'
import { type NamedRate, namedRate } from '../meaning/named-rate.ts'
import { hertzIn } from '../meaning/rate-words.ts'
import { readTimeUnit } from '../meaning/time-unit.ts'
import { parseUnit } from '../meaning/units.ts'
import { quote } from '../table/problems.ts'
import { countOf, type MatVariable, ownName, parentOf } from './variable.ts'

const rateNames =
  /^(?:fs|f_s|sr|f_?samp\w*?|(?:samp\w*?|acq\w*?|adc|daq|scan)_?(?:rate|freq\w*?)|rate|freq)(?:_?(k?hz))?$/i
const stepNames =
  /^(?:dt|delta_?t|si|ts|t_?step|(?:samp\w*?|time|acq\w*?)_?(?:int|interval|step|period)|interval)(?:_?(s|sec|ms|msec|us|usec))?$/i
/** Relative tolerance for equal rates. */
const same = 1e-3
const longestNote = 200

/**
 * The sampling rate from scalars (fs, dt …): those beside the voltages first, then those of enclosing structs, then any
 * other; last from texts. Where several differ the user is asked.
 * @param parents structs that contain the voltages
 */
export function rateOf(variables: readonly MatVariable[], parents: readonly string[]): NamedRate | null {
  const found = variables.flatMap((variable) => {
    const rate = scalarRate(variable)
    return rate ? [{ ...rate, parent: parentOf(variable.path) }] : []
  })
  for (const scope of scopesOf(parents)) {
    const here = found.filter(({ parent }) => scope.includes(parent))
    if (here.length > 0) return agreed(here)
  }
  if (found.length > 0) return agreed(found)
  const notes = variables.flatMap(({ path, text }) =>
    text !== undefined && text.length <= longestNote ? [`${ownName(path)}: ${text}`] : [],
  )
  return namedRate(notes)
}

/** The structs of the voltages, then their enclosing structs, up to the file. */
function scopesOf(parents: readonly string[]): string[][] {
  const scopes: string[][] = []
  for (let level = [...new Set(parents)]; ; level = [...new Set(level.map(parentOf))]) {
    scopes.push(level)
    if (level.every((parent) => parent === '')) return scopes
  }
}

function agreed(rates: readonly NamedRate[]): NamedRate {
  const [first] = rates
  const others = rates.filter(({ rate }) => Math.abs(rate / first.rate - 1) > same)
  if (others.length === 0) return first
  const all = [first, ...others].slice(0, 6)
  return {
    ...first,
    doubt: {
      code: 'RATE_AMBIGUOUS',
      about: 'rate',
      text: `Variables give several sampling rates: ${all.map(({ because, rate }) => `${because}, ${frequency(rate)}`).join('; ')}. ${frequency(first.rate)} was used. What is the sampling rate?`,
      answers: all.map(({ rate, because }) => ({ label: frequency(rate), because, choice: { rate } })),
    },
  }
}

function scalarRate(variable: MatVariable): NamedRate | null {
  if (!variable.numbers || countOf(variable) !== 1) return null
  const own = ownName(variable.path)
  const [rateName, stepName] = [rateNames.exec(own), stepNames.exec(own)]
  if (!rateName && !stepName) return null
  const [value] = variable.numbers()
  if (!(value > 0 && value < 1e12)) return null
  const says = `${variable.path} = ${plain(value)}`
  if (rateName) {
    if (rateName[1]) return single(value * (hertzIn(rateName[1]) ?? 1), `the file says ${quote(says)}`)
    return namedRate([`fs = ${plain(value, 12)}`])
  }
  const unit = stepName?.[1] ? parseUnit(stepName[1]) : null
  const read = readTimeUnit(0, { name: own, role: 'time', unit }, value)
  const rate = 1000 / (value * milliseconds[read.unit])
  const because = `the file says ${quote(says)}${unit ? '' : ` without a unit, read as ${read.unit}`}`
  const [guessed] = read.doubts
  if (!guessed) return single(rate, because)
  const answers = (['s', 'ms', 'us'] as const).map((other) => ({
    label: frequency(1000 / (value * milliseconds[other])),
    because: `${says} in ${other}`,
    choice: { rate: 1000 / (value * milliseconds[other]) },
  }))
  answers.sort((a, b) => Math.abs(a.choice.rate - rate) - Math.abs(b.choice.rate - rate))
  return {
    ...single(rate, because),
    stated: answers.map((answer) => ({ rate: answer.choice.rate, because: answer.because })),
    doubt: {
      code: 'RATE_AMBIGUOUS',
      about: 'rate',
      text: `The file says ${quote(says)}${unit ? '' : ' without a unit'}: ${frequency(rate)} was used. What is the sampling rate?`,
      answers,
    },
  }
}

function single(rate: number, because: string): NamedRate {
  return { rate, because, stated: [{ rate, because }] }
}

import { frequency } from '../../contract/quantities.ts'
import type { Doubt } from '../../contract/recordings.ts'
import { quote } from '../table/problems.ts'
import { numberReadings } from './rate-number.ts'
import { hertzIn, looseLine, rateLine, rateTitle, secondsIn, stepLine } from './rate-words.ts'
import { contradiction, isSame, notOfTheSamples, saysOther, thinnedBy } from './rates-apart.ts'

/** A sampling rate in Hz named in a file, and where. */
export interface NamedRate {
  rate: number
  because: string
  /** Question where the words may mean another rate, or two places disagree; the reading in use first. */
  doubt?: Doubt
  /** All possible readings: a time column that agrees with none of them contradicts the file's text. */
  stated: RateReading[]
}

export interface RateReading {
  rate: number
  because: string
}

/** A line that names a rate. */
interface RateOnLine {
  text: string
  readings: RateReading[]
  /** Whether its words describe another rate than that of the samples. */
  other: boolean
}

/** Hz; a reading outside this range gives way to one within. */
const possible = { from: 200, to: 500_000 }
/** A number without a unit is in Hz from this value on. */
const surelyHertz = 1000
const filterWords = /filter|cut-?off|low-?pass|high-?pass|bessel|tiefpass|passe-bas/i

/**
 * The sampling rate named in the text around the numbers, if plausible. If its number has several readings (“20,000”),
 * the one possible for a membrane recording is used; if there are several such, or a small number has no unit, or
 * another line names another rate, the user is asked.
 * @param texts lines above and between the rows, and names of the columns
 */
export function namedRate(texts: readonly string[]): NamedRate | null {
  const found = [...texts, ...joined(texts)].flatMap((line): RateOnLine[] => {
    const readings = readingsIn(line.replace(/^[#%/\s"'*;-]+/, (marks) => (marks.includes('"') ? '"' : '')))
      .map(({ rate, because }) => ({ rate: Number(rate.toPrecision(9)), because }))
      .filter(({ rate }) => rate >= 10 && rate <= 1e7)
    const text = line.trim()
    return readings.length === 0 ? [] : [{ text, readings, other: saysOther(text) }]
  })
  const own = found.filter(({ other }) => !other)
  const [first, ...further] = own.length > 0 ? own : found
  if (!first) return null
  const named = chosen(first, further)
  const stated = own.flatMap(({ readings }) => readings)
  const thinned = thinnedBy(texts)
  if (thinned) stated.push(...stated.map(({ rate }) => ({ rate: rate / thinned.by, because: thinned.text })))
  const doubt =
    contradiction(named, first, further) ?? named.doubt ?? notOfTheSamples(named.rate, first, thinned)
  return { ...named, ...(doubt && { doubt }), stated }
}

/** Joins titles with the numbers below, cell by cell: “Sampling rate (Hz)⇥Gain” above “20000⇥10”. */
function joined(texts: readonly string[]): string[] {
  return texts.slice(0, -1).flatMap((text, i) =>
    ['\t', ';', ','].flatMap((delimiter) => {
      const [titles, values] = [text.split(delimiter), texts[i + 1].split(delimiter)]
      if (titles.length !== values.length) return []
      return titles.flatMap((title, j) =>
        rateTitle.test(title) && /^\W*\d/.test(values[j]) ? [`${title.trim()}: ${values[j].trim()}`] : [],
      )
    }),
  )
}

/** @param further readings of other lines: one with a single reading decides between several */
function chosen(
  { text, readings }: RateOnLine,
  further: readonly RateOnLine[],
): Pick<NamedRate, 'rate' | 'because' | 'doubt'> {
  const within = readings.filter(({ rate }) => rate >= possible.from && rate <= possible.to)
  const usable = distinct(within.length > 0 ? within : readings).sort(
    (a, b) => Math.abs(Math.log10(a.rate) - 4) - Math.abs(Math.log10(b.rate) - 4),
  )
  const [first] = usable
  const others = distinct(readings).length > 1 && first.because !== '' ? `; ${first.because}` : ''
  const says = `the file says ${quote(text)}${others}`
  // A guessed unit is questioned even if only one rate makes sense.
  if (usable.length === 1 && !first.because.endsWith(noUnit)) return { rate: first.rate, because: says }
  const settled = further.find(
    (line) => line.readings.length === 1 && readings.some(({ rate }) => isSame(rate, line.readings[0].rate)),
  )
  if (settled) {
    const because = `the file says ${quote(text)} and ${quote(settled.text)}`
    return { rate: settled.readings[0].rate, because }
  }
  const offered = usable.length > 1 ? usable : distinct([first, ...readings])
  return {
    rate: first.rate,
    because: says,
    doubt: {
      code: 'RATE_AMBIGUOUS',
      about: 'rate',
      text: `The file says ${quote(text)}, which may be ${offered.map(({ rate }) => frequency(rate)).join(' or ')}; ${frequency(first.rate)} was used. What is the sampling rate?`,
      answers: offered.map(({ rate, because }) => ({ label: frequency(rate), because, choice: { rate } })),
    },
  }
}

function distinct(readings: readonly RateReading[]): RateReading[] {
  return readings.filter(({ rate }, i) => readings.findIndex((other) => other.rate === rate) === i)
}

const noUnit = 'no unit is given'

function readingsIn(line: string): RateReading[] {
  // “Sampling rate: 20 kHz, low-pass 5 kHz”: the part about a filter is ignored.
  const text = filterWords.test(line)
    ? line
        .split(/;|,\s|\t/)
        .filter((part) => !filterWords.test(part))
        .join('; ')
    : line
  const step = stepLine.exec(text)
  const unit = secondsIn(step?.groups?.above ?? step?.groups?.beside)
  if (step?.groups && unit)
    return numbersIn(step.groups).map(({ value, because }) => ({ rate: 1 / (value * unit), because }))
  const scaled = scaledStep(text)
  if (scaled) return [{ rate: 1 / scaled, because: '' }]
  const rate = rateLine.exec(text)
  if (rate?.groups) return ratesIn(rate.groups)
  const loose = /sampl|acqui|abtast|[ée]chantil|muestr|digiti/i.test(text) ? looseLine.exec(text) : null
  return loose?.groups ? ratesIn(loose.groups) : []
}

function ratesIn(groups: Record<string, string | undefined>): RateReading[] {
  const unit = hertzIn(groups.above ?? groups.beside)
  const numbers = numbersIn(groups)
  if (unit) return numbers.map(({ value, because }) => ({ rate: value * unit, because }))
  return numbers.flatMap(({ value, because }) => {
    if (value >= surelyHertz) return [{ rate: value, because }]
    return [
      { rate: value, because: `in hertz; ${noUnit}` },
      { rate: 1000 * value, because: `in kilohertz; ${noUnit}` },
    ]
  })
}

function numbersIn({ number = '', gap = '' }: Record<string, string | undefined>) {
  return numberReadings(number, gap.includes(','))
}

/** Igor: start, step, unit; Spike2: start, step in seconds; LabVIEW: step in seconds. */
const one = String.raw`([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)`
const igorScale = new RegExp(`SetScale\\s*/P\\s+x\\s*,?\\s*${one}\\s*,\\s*${one}\\s*,\\s*"?(\\w*)"?`, 'i')
const spike2Start = new RegExp(`^"?START"?[\\s,;]+${one}[\\s,;]+${one}\\s*$`, 'i')

/** LabVIEW, in seconds: “Delta_X⇥5.000000E-5”, with more of the same for further channels. */
const deltaX = /^Delta_X[\t,;\s]+(\d+(?:[.,]\d+)?(?:e[+-]?\d+)?)/i

function scaledStep(text: string): number | null {
  const igor = igorScale.exec(text)
  if (igor) return Number(igor[2]) * (secondsIn(igor[3] === '' ? undefined : igor[3]) ?? 1)
  const seconds = spike2Start.exec(text)?.[2] ?? deltaX.exec(text)?.[1]
  return seconds === undefined ? null : Number(seconds.replace(',', '.'))
}

import { frequency } from '../../contract/quantities.ts'
import type { Doubt } from '../../contract/recordings.ts'
import { quote } from '../table/problems.ts'

interface Reading {
  rate: number
  because: string
}

interface Line {
  text: string
  readings: readonly Reading[]
  other: boolean
}

/** Relative tolerance for equal rates: 16,666.67 Hz and 60 µs agree. */
const same = 0.01
/** Hz; a rate outside this range is not that of a membrane's samples, so contradicts nothing. */
const possible = { from: 200, to: 500_000 }
/** Words before a number that mark rates of something else, or of other samples than those in the file. */
const otherWords =
  /\b(original\w*|ursprüng\w*|aggregate|total|overall|gesamt\w*|max|maximum|maximal\w*|stim\w*|command|dac|camera|kamera|video|image|imaging|audio)\b/i
const thinnedWords = /\b(?:down-?sampl\w*|decimat\w*|sub-?sampl\w*|under-?sampl\w*)\b/i
/** “Decimation: off”, “downsampled by 1”. */
const notThinned = /\b(?:off|none|no|not|false|never|[01])\W*$/i
/** Maximum downsampling factor. */
const mostThinned = 1000

export function isSame(one: number, other: number): boolean {
  return Math.abs(one / other - 1) <= same
}

/** Whether the words before the number of a line describe another rate than that of the samples. */
export function saysOther(text: string): boolean {
  return otherWords.test(text.replace(/\d.*$/, ''))
}

/** The text that says a file's samples were downsampled, with the factor (1 if not given). */
export function thinnedBy(texts: readonly string[]): { text: string; by: number } | null {
  for (const line of texts) {
    const text = line.trim()
    const at = thinnedWords.exec(text)
    if (!at || notThinned.test(text)) continue
    const by = Number(/\d+(?:\.\d+)?/.exec(text.slice(at.index))?.[0] ?? 1)
    return { text, by: by > 1 && by <= mostThinned ? by : 1 }
  }
  return null
}

/** Doubt where another line names a rate that the first one cannot mean; undefined where all agree. */
export function contradiction(
  { rate, because }: Reading,
  first: Line,
  further: readonly Line[],
): Doubt | undefined {
  const apart = further.flatMap(({ text, readings }) => {
    const usable = readings.filter((one) => one.rate >= possible.from && one.rate <= possible.to)
    const agrees = usable.some((one) => first.readings.some((other) => isSame(one.rate, other.rate)))
    return agrees || usable.length === 0 ? [] : [{ text, rate: usable[0].rate }]
  })
  if (apart.length === 0) return undefined
  const [{ text, rate: other }] = apart
  return {
    code: 'RATE_CONTRADICTED',
    about: 'rate',
    text: `The file says ${quote(first.text)}, which is ${frequency(rate)}, and ${quote(text)}, which is ${frequency(other)}; ${frequency(rate)} was used. What is the sampling rate?`,
    answers: [
      { label: frequency(rate), because, choice: { rate } },
      { label: frequency(other), because: `the file says ${quote(text)}`, choice: { rate: other } },
    ],
  }
}

/** Doubt where the only rate named in a file may not be that of its samples. */
export function notOfTheSamples(
  rate: number,
  { text, other }: Line,
  thinned: { text: string; by: number } | null,
): Doubt | undefined {
  if (!other && !thinned) return undefined
  const says = `The file says ${quote(text)}`
  const why = thinned
    ? `and ${quote(thinned.text)}: the file does not state whether that is the rate before or after`
    : 'which may not be the rate of these samples'
  const divided = thinned && thinned.by > 1 ? [rate / thinned.by] : []
  return {
    code: 'RATE_AMBIGUOUS',
    about: 'rate',
    text: `${says}, ${why}; ${frequency(rate)} was used. What is the sampling rate?`,
    answers: [rate, ...divided].map((one) => ({
      label: frequency(one),
      because: one === rate ? `the file says ${quote(text)}` : quote(thinned?.text ?? ''),
      choice: { rate: one },
    })),
  }
}

/** Doubt where times contradict the rates in the file's text; null where one of them agrees. */
export function contradictedByTimes(hertz: number, stated: readonly Reading[], column: string): Doubt | null {
  const usable = stated.filter(({ rate }) => rate >= possible.from && rate <= possible.to)
  if (usable.length === 0 || stated.some(({ rate }) => isSame(rate, hertz))) return null
  const [{ rate, because }] = usable
  return {
    code: 'RATE_CONTRADICTED',
    about: 'rate',
    text: `According to ${column} this is ${frequency(hertz)}; the text of the file says ${frequency(rate)}. ${frequency(hertz)} was used. What is the sampling rate?`,
    answers: [
      { label: frequency(hertz), because: `times of ${column}`, choice: { rate: hertz } },
      { label: frequency(rate), because, choice: { rate } },
    ],
  }
}

import { plain } from '../../contract/quantities.ts'
import { quote } from '../table/problems.ts'

/** Samples a second as a file names them, and where. */
export interface NamedRate {
  rate: number
  because: string
}

const number = String.raw`([+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:e[+-]?\d+)?)`
const gap = String.raw`["\s:=;,]*`
const seconds: Record<string, number> = {
  s: 1,
  sec: 1,
  ms: 1e-3,
  msec: 1e-3,
  us: 1e-6,
  usec: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ns: 1e-9,
}
const hertz: Record<string, number> = {
  hz: 1,
  khz: 1e3,
  mhz: 1e6,
  's/s': 1,
  'ks/s': 1e3,
  '/s': 1,
  '1/s': 1,
  'samples/s': 1,
}
const timeUnit = String.raw`(ms(?:ec)?|[uµμ]s(?:ec)?|ns|s(?:ec)?)\w{0,6}`
const rateUnit = String.raw`(k?hz|MHz|k?s\/s|1?\/s|samples\/s)\w*`

const sampling = String.raw`(?:sampl\w*|acqui\w*|abtast\w*|scan|digiti\w*)`
/** Single words (“Rate”, “Interval”) count only where a line begins with them: there are rates and intervals of much else. */
const rateWords = String.raw`${sampling}[ _-]*(?:rate|freq\w*)|abtast(?:rate|freq\w*)|samples per second|fr[ée]quence d.[ée]chantillonnage|frecuencia de muestreo|frequenza di campionamento|[fs]s|sr|^rate`
const stepWords = String.raw`(?:${sampling}|time)[ _-]*(?:interval\w*|step|increment|period\w*)|abtast(?:intervall|schritt)|(?:p[ée]riode|intervalle) d.[ée]chantillonnage|intervalo de muestreo|dt|Δt|delta[ _-]?t|x[ _-]?(?:delta|incr\w*)|^interval|^(?:time)?step`

const start = String.raw`(?<![\p{L}\d])`
/** “Sampling rate: 20 kHz”, “fs = 20000” (hertz where no unit is named). */
const rateLine = new RegExp(
  `${start}(?:${rateWords})\\s*(?:[([_ ]\\s*${rateUnit}\\s*[)\\]]?)?${gap}${number}\\s*(?:${rateUnit})?(?![\\p{L}\\d])`,
  'iu',
)
/** “dt=0.05 ms”, “Sampling Interval (us): 50”. */
const stepLine = new RegExp(
  `${start}(?:${stepWords})\\s*(?:[([_ ]\\s*${timeUnit}\\s*[)\\]]?)?${gap}${number}\\s*(?:${timeUnit})?(?![\\p{L}\\d])`,
  'iu',
)
/** “20 kHz” on its own, beside a word of sampling anywhere on the line. */
const looseLine = new RegExp(`${number}\\s*(k?hz)(?![\\p{L}\\d])`, 'iu')
/** Igor: start, step, unit; Spike2: start, step in seconds. */
const igorScale = new RegExp(`SetScale\\s*/P\\s+x\\s+${number}\\s*,\\s*${number}\\s*,\\s*"(\\w*)"`, 'i')
const spike2Start = new RegExp(`^"?START"?[\\s,;]+${number}[\\s,;]+${number}\\s*$`, 'i')

/**
 * The sampling rate that the text around the numbers names, if it names one that makes sense.
 * @param texts lines above and between the rows, and names of the columns
 */
export function namedRate(texts: readonly string[]): NamedRate | null {
  for (const text of texts) {
    const rate = rateIn(text.replace(/^[#%/\s"'*;-]+/, (marks) => (marks.includes('"') ? '"' : '')))
    if (rate !== null && rate >= 10 && rate <= 1e7) {
      return { rate: Number(rate.toPrecision(9)), because: `the file says ${quote(text.trim())}` }
    }
  }
  return null
}

function rateIn(text: string): number | null {
  if (/filter|cut-?off|low-?pass|high-?pass|bessel|tiefpass|passe-bas/i.test(text)) return null
  const igor = igorScale.exec(text)
  if (igor) return 1 / (toNumber(igor[2]) * (seconds[igor[3].toLowerCase()] ?? 1))
  const spike2 = spike2Start.exec(text)
  if (spike2) return 1 / toNumber(spike2[2])
  const step = stepLine.exec(text)
  const stepUnit = (step?.[1] ?? step?.[3])?.toLowerCase()
  if (step && stepUnit) return 1 / (toNumber(step[2]) * seconds[stepUnit])
  const rate = rateLine.exec(text)
  if (rate) return toNumber(rate[2]) * (hertz[(rate[1] ?? rate[3] ?? 'hz').toLowerCase()] ?? 1)
  const loose = /sampl|acqui|abtast|[ée]chantil|muestr|digiti/i.test(text) ? looseLine.exec(text) : null
  return loose ? toNumber(loose[1]) * hertz[loose[2].toLowerCase()] : null
}

function toNumber(text: string): number {
  return Number(text.replace(',', '.'))
}

export function rateText(rate: number): string {
  return `${plain(rate)} samples a second`
}

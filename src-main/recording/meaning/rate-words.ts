import { headerNumber } from './rate-number.ts'

const gap = String.raw`["\s:=;,]*`
/** Seconds per unit of time; Hz per unit of rate. */
const seconds: Record<string, number> = { m: 1e-3, u: 1e-6, µ: 1e-6, μ: 1e-6, n: 1e-9 }
const prefixes: Record<string, number> = { k: 1e3, m: 1e6 }

const timeUnit = String.raw`((?:[muµμn]s(?:ec\w{0,6})?)|s(?:ec\w{0,6})?|(?:milli|micro|nano)?seconds?)`
const perSecond = String.raw`\s*(?:\/|per)\s*s(?:ec(?:onds?)?)?`
const sampleWord = '(?:samples?|sampl|smpls?|pts|points?|sa|s)'
const rateUnit = String.raw`([kM]?(?:hz|hertz|sps|${sampleWord}${perSecond}|samples)|kilohertz|megahertz|1?\/s(?:ec)?)`

const sampling = String.raw`(?:sampl\w*|acqui\w*|abtast\w*|scan|digiti\w*)`
/** Single words (“Rate”, “Interval”) count only at the start of a line, since they have many other uses. */
const rateWords = String.raw`${sampling}[ _-]*(?:rate|freq\w*)|abtast(?:rate|freq\w*)|samples?(?: per |\/)s(?:ec(?:onds?)?)?|fr[ée]quence d.[ée]chantillonnage|frecuencia de muestreo|frequenza di campionamento|[fs]s|sr|^rate`
const stepWords = String.raw`(?:${sampling}|time)[ _-]*(?:interval\w*|step|increment|period\w*)|abtast(?:intervall|schritt)|(?:p[ée]riode|intervalle) d.[ée]chantillonnage|intervalo de muestreo|dt|Δt|delta[ _-]?t|x[ _-]?(?:delta|incr\w*)|^interval|^delta|^(?:time)?step`

const start = String.raw`(?<![\p{L}\d])`
const end = String.raw`(?![\p{L}\d])`
const line = (words: string, unit: string): RegExp =>
  new RegExp(
    `${start}(?:${words})\\s*(?:[([_ ]\\s*(?<above>${unit})${end}\\s*[)\\]]?)?(?<gap>${gap})(?<number>${unnamed(headerNumber)})(?:\\s*(?<beside>${unit})${end}|${end})`,
    'iu',
  )
/** Replaces the number's back reference by a named one, which is valid in any expression. */
function unnamed(number: string): string {
  return number
    .replace(/^\(/, '(?:')
    .replace('([.,', '(?<mark>[.,')
    .replace(String.raw`\2`, String.raw`\k<mark>`)
}

/** “Sampling rate: 20 kHz”, “fs = 20000”. */
export const rateLine = line(rateWords, rateUnit)
/** “dt=0.05 ms”, “Sampling Interval (us): 50”. */
export const stepLine = line(stepWords, timeUnit)
/** “20 kHz” alone, on a line that also mentions sampling. */
export const looseLine = new RegExp(
  `(?<![\\d.,])(?<number>${unnamed(headerNumber)})\\s*(?<beside>[kM]?(?:hz|s\\/s|sps|samples${perSecond}))${end}`,
  'iu',
)
/** A line that names a rate or an interval, with its number on the next line. */
export const rateTitle = new RegExp(
  `^\\W*(?:${rateWords}|${stepWords})\\s*(?:[([_ ]\\s*[\\w/µμ]{1,12}\\s*[)\\]]?)?\\W*$`,
  'iu',
)

/** Hz per unit; null if no unit is named. */
export function hertzIn(unit: string | undefined): number | null {
  if (unit === undefined) return null
  const text = unit.toLowerCase()
  if (/^(kilo|mega)/.test(text)) return text.startsWith('k') ? 1e3 : 1e6
  const prefix = /^[km](?=hz|hertz|s)/.exec(text)?.[0]
  return prefix ? prefixes[prefix] : 1
}

/** Seconds per unit; null if no unit is named. */
export function secondsIn(unit: string | undefined): number | null {
  if (unit === undefined) return null
  const text = unit.toLowerCase()
  if (/^(milli|micro|nano)/.test(text)) return { mil: 1e-3, mic: 1e-6, nan: 1e-9 }[text.slice(0, 3)] ?? 1
  return /^s/.test(text) ? 1 : seconds[text[0]]
}

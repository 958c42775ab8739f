import { plain, whole } from './digits.ts'
import type { Recording, TimeUnit, VoltageUnit } from './types.ts'

export { levelWords, secondsText, windowText } from '../../src-main/contract/report-words.ts'

/** Display names of units. `none`: the recording is in the model's own units. */
export const voltageUnits: Record<VoltageUnit, string> = { V: 'V', mV: 'mV', uV: 'µV', none: 'model units' }
export const timeUnits: Record<TimeUnit, string> = {
  s: 's',
  ms: 'ms',
  us: 'µs',
  ns: 'ns',
  min: 'min',
  h: 'h',
}

/** A duration, in the most readable unit: 200 ms, 1.8 s, 3 min. */
export function lengthText(ms: number): string {
  if (ms < 1) return `${rounded(ms * 1000)} µs`
  if (ms < 1000) return `${rounded(ms)} ms`
  if (ms < 120_000) return `${rounded(ms / 1000)} s`
  return `${whole(ms / 60_000)} min`
}

/** Sampling rate from the sampling interval in ms. */
export function rateText(samplingInterval: number): string {
  const kHz = 1 / samplingInterval
  return kHz >= 1
    ? `${plain(Number(kHz.toPrecision(4)))} kHz`
    : `${plain(Number((kHz * 1000).toPrecision(4)))} Hz`
}

/** “3 s at 2 kHz”, “20 ms, unevenly spaced, 0.1 ms apart on average”. */
export function samplingText({ points, samplingInterval, uneven }: Recording): string {
  const length = lengthText(points * samplingInterval)
  return uneven
    ? `${length}, unevenly spaced, ${lengthText(samplingInterval)} apart on average`
    : `${length} at ${rateText(samplingInterval)}`
}

/** “6 sweeps, 3 s at 2 kHz”. */
export function recordingText(recording: Recording): string {
  const { sweeps } = recording
  const count = sweeps.length === 1 ? '' : `${sweeps.length} sweeps, `
  return `${count}${samplingText(recording)}`
}

/** Name of a separator. */
export function delimiterText(delimiter: ',' | ';' | '\t' | ' '): string {
  return { ',': 'comma', ';': 'semicolon', '\t': 'tab', ' ': 'spaces' }[delimiter]
}

/** Three significant digits, no trailing zeros. */
function rounded(x: number): string {
  return plain(Number(x.toPrecision(3)))
}

/** “, about 40 s left”, “, about 15 min left”: rounded to its accuracy; empty where unknown. */
export function leftText(seconds: number | null): string {
  if (seconds === null) return ''
  const to = (step: number) => Math.max(step, Math.round(seconds / step) * step)
  if (seconds < 20) return `, about ${to(1)} s left`
  if (seconds < 90) return `, about ${to(10)} s left`
  const minutes = to(60) / 60
  if (minutes < 60) return `, about ${minutes} min left`
  const tens = to(600) / 60
  const rest = tens % 60 === 0 ? '' : ` ${tens % 60} min`
  return `, about ${Math.floor(tens / 60)} h${rest} left`
}

import type { Reason } from './reports.ts'
import type { SeriesWindow } from './series.ts'
import { isTrusted } from './series-entry.ts'

/**
 * Checks that bias a parameter's value, not only its interval: scales chosen by eye, prior conflict, drift, a wrong
 * constant, or cycles or spikes of another shape.
 */
const moving: readonly string[] = [
  'rescaling',
  'priorConflict',
  'levelChange',
  'constants',
  'cycleShape',
  'spikeFeatures',
]

/** Whether a reason biases the values of a window. */
export const movesValues = ({ check, level }: Reason): boolean => level !== 'ok' && moving.includes(check)

/** Whether a window counts in tests of change: reliable, and with no concern that biases its values. */
export function holds(window: SeriesWindow): boolean {
  return isTrusted(window) && !window.concerns.some(movesValues)
}

/** Windows with the same main concern, in order of time. */
export interface WindowsAlike {
  windows: readonly SeriesWindow[]
  /** What was found in the first of them. */
  text: string
  /** Whether it was found in all of them with the same values. */
  same: boolean
}

/** Windows that are not sound, by their main concern, in the order in which it first occurs. */
export function seriesConcerns(windows: readonly SeriesWindow[]): WindowsAlike[] {
  const alike = new Map<string, SeriesWindow[]>()
  for (const window of windows) {
    if (window.level === 'ok') continue
    const { about } = mainConcern(window)
    alike.set(about, [...(alike.get(about) ?? []), window])
  }
  return [...alike.values()].map((some) => {
    const texts = some.map((window) => mainConcern(window).text)
    return { windows: some, text: texts[0], same: texts.every((one) => one === texts[0]) }
  })
}

/** What biases the values of a reliable window, else what its verdict says first. */
function mainConcern(window: SeriesWindow): { about: string; text: string } {
  const { concerns, text } = window
  const biased = isTrusted(window) ? concerns.find(movesValues) : undefined
  return biased ? { about: biased.check, text: biased.text } : { about: concerns[0]?.check ?? text, text }
}

/** Their places in the series, from 1: “Windows 2, 4 and 7–9”. */
export function windowsText(windows: readonly Pick<SeriesWindow, 'index'>[]): string {
  const runs: [number, number][] = []
  for (const { index } of windows) {
    const last = runs.at(-1)
    if (last && index === last[1] + 1) last[1] = index
    else runs.push([index, index])
  }
  const parts = runs.flatMap(([from, to]) =>
    to - from < 2 ? [...new Set([from, to])].map((k) => `${k + 1}`) : [`${from + 1}–${to + 1}`],
  )
  if (windows.length === 1) return `Window ${parts[0]}`
  if (parts.length === 1) return `Windows ${parts[0]}`
  return `Windows ${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

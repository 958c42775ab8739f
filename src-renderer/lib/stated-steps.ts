import { parseNumber } from './digits.ts'
import type { StatedSteps } from './types.ts'

/** The form for a current that the file does not contain, as typed. */
export interface StatedDraft {
  onset: string
  duration: string
  holding: string
  /** Amplitudes in equal increments, or listed one by one. */
  kind: 'even' | 'list'
  first: string
  step: string
  list: string
}

export const emptyStatedDraft: StatedDraft = {
  onset: '',
  duration: '',
  holding: '0',
  kind: 'even',
  first: '',
  step: '',
  list: '',
}

/** The recording: its sweeps, and its first and last sample in ms. */
export interface StatedOf {
  sweeps: number
  from: number
  to: number
}

export interface StatedRead {
  /** Null while incomplete or invalid. */
  stated: StatedSteps | null
  /** pA above holding, one per sweep; null while they are unknown. */
  amplitudes: number[] | null
  /** Errors by field; an empty field has none. */
  wrong: Partial<Record<keyof StatedDraft, string>>
}

const largest = 1e5
const number = 'Type a number, such as 12.5.'

/** Parses the stated step currents. */
export function readStated(draft: StatedDraft, { sweeps, from, to }: StatedOf): StatedRead {
  const wrong: StatedRead['wrong'] = {}
  const read = (field: keyof StatedDraft, check: (x: number) => string | null): number | null => {
    const text = draft[field]
    if (text.trim() === '') return null
    const x = parseNumber(text)
    const why = x === null ? number : check(x)
    if (why) wrong[field] = why
    return why ? null : x
  }
  const current = (x: number): string | null =>
    Math.abs(x) > largest ? 'More than 100,000 pA: type it in pA.' : null
  const onset = read('onset', (x) =>
    x < from || x >= to ? `The sweeps last from ${from} to ${round(to)} ms.` : null,
  )
  const duration = read('duration', (x) => {
    if (x <= 0) return 'It must be above 0.'
    return onset !== null && onset + x > to + 1e-6
      ? `With this onset the sweeps end after ${round(to - onset)} ms.`
      : null
  })
  const holding = read('holding', current)
  const first = draft.kind === 'even' ? read('first', current) : null
  const step = draft.kind === 'even' ? read('step', current) : null
  const amplitudes =
    draft.kind === 'list'
      ? readList(draft.list, sweeps, wrong)
      : first !== null && step !== null
        ? Array.from({ length: sweeps }, (_, i) => Number((first + i * step).toPrecision(12)))
        : null
  if (draft.kind === 'even' && amplitudes?.some((x) => Math.abs(x) > largest))
    wrong.step = 'The last sweep would have more than 100,000 pA.'
  const whole = Object.keys(wrong).length === 0
  const stated =
    whole && onset !== null && duration !== null && holding !== null && amplitudes
      ? { onset, duration, holding, amplitudes }
      : null
  return { stated, amplitudes, wrong }
}

/** Numbers separated by spaces, commas or lines; a comma is never a decimal mark here. */
function readList(text: string, sweeps: number, wrong: StatedRead['wrong']): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  if (parts.length === 0) return null
  const values = parts.map(parseNumber)
  const bad = values.indexOf(null)
  if (bad >= 0) {
    wrong.list = `“${parts[bad]}” is not a number.`
    return null
  }
  const found = values.filter((x) => x !== null)
  const beyond = found.find((x) => Math.abs(x) > largest)
  if (beyond !== undefined) wrong.list = 'More than 100,000 pA: type them in pA.'
  else if (found.length !== sweeps)
    wrong.list = `${found.length} ${found.length === 1 ? 'amplitude' : 'amplitudes'} for ${sweeps} sweeps: one for each is needed.`
  else return found
  return null
}

function round(x: number): number {
  return Number(x.toPrecision(6))
}

/** The current of one sweep as vertices of a polyline, for drawing: times in ms, and pA including holding. */
export function statedCorners(
  { onset, duration, holding, amplitudes }: StatedSteps,
  sweep: number,
  { from, to }: Pick<StatedOf, 'from' | 'to'>,
): { t: number[]; y: number[] } {
  const up = holding + amplitudes[sweep]
  const end = onset + duration
  return { t: [from, onset, onset, end, end, to], y: [holding, holding, up, up, holding, holding] }
}

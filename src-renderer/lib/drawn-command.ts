import { type CommandLine, lineOf, type Stretch } from './command-points.ts'
import { parseNumber, plain } from './digits.ts'
import type { DrawnCommand } from './types.ts'

/** A segment of a command as typed: constant, or a ramp where its end has another current. */
export interface SegmentDraft {
  from: string
  to: string
  /** pA at its beginning. */
  current: string
  /** pA at its end; empty: the same as at its beginning. */
  end: string
}

export interface SegmentsDraft {
  /** pA outside all segments. */
  holding: string
  /** ms */
  length: string
  segments: SegmentDraft[]
}

export type SegmentField = keyof SegmentDraft

export interface CommandRead {
  /** Null while incomplete or invalid. */
  command: DrawnCommand | null
  /** The same as a polyline with movable points. */
  line: CommandLine | null
  /** Error messages by field name: “length”, “2.from”. */
  wrong: Record<string, string>
}

/** Maximum that the API accepts. */
export const mostSamples = 200_000
const largest = 1e5
/** One bin of the integrate-and-fire model, ms. */
const finest = 0.5
const number = 'Type a number, such as 12.5.'
const inPicoamperes = 'More than 100,000 pA: type it in pA.'

/** Joins segments, where later ones overwrite earlier ones. */
export function readSegments({ holding, length, segments }: SegmentsDraft): CommandRead {
  const wrong: Record<string, string> = {}
  let missing = false
  const read = (
    name: string,
    text: string,
    check: (x: number) => string | null,
    otherwise?: number,
  ): number => {
    if (text.trim() === '') {
      if (otherwise === undefined) missing = true
      return otherwise ?? Number.NaN
    }
    const x = parseNumber(text)
    const why = x === null ? number : check(x)
    if (why) wrong[name] = why
    return why ? Number.NaN : x!
  }
  const current = (x: number): string | null => (Math.abs(x) > largest ? inPicoamperes : null)
  const base = read('holding', holding, current)
  const whole = read('length', length, (x) =>
    x <= 1 ? 'It must be longer than 1 ms.' : x > 600_000 ? 'At most 10 minutes (600,000 ms).' : null,
  )
  const parts = segments.map((one, i) => {
    const from = read(`${i}.from`, one.from, (x) => (x < 0 ? 'It starts at 0 ms.' : null))
    const to = read(`${i}.to`, one.to, (x) =>
      x <= from ? 'It must be after its start.' : x > whole ? `The command ends at ${whole} ms.` : null,
    )
    const start = read(`${i}.current`, one.current, current)
    const end = read(`${i}.end`, one.end, current, start)
    return { from, to, start, end, ramp: one.end.trim() !== '' }
  })
  if (missing || Object.keys(wrong).length > 0) return { command: null, line: null, wrong }
  const interval = Math.max(finest, whole / mostSamples)
  const samples = new Array<number>(Math.max(2, Math.floor(whole / interval + 1e-9))).fill(base)
  for (const { from, to, start, end } of parts) {
    const last = Math.min(samples.length, Math.ceil(to / interval - 1e-9))
    for (let i = Math.ceil(from / interval - 1e-9); i < last; i++)
      samples[i] = start + ((end - start) * (i * interval - from)) / (to - from)
  }
  return { command: { interval, current: samples }, line: lineOf(base, whole, parts), wrong }
}

/** Formats segments for the text fields. */
export function typedSegments(stretches: readonly Stretch[]): SegmentDraft[] {
  return stretches.map(({ from, to, start, end, ramp }) => ({
    from: plain(from),
    to: plain(to),
    current: plain(start),
    end: ramp ? plain(end) : '',
  }))
}

/**
 * Parses a table of times in ms and currents in pA: two columns, with or without a header row. Each value holds until
 * the next time.
 */
export function readCommandTable(text: string): { command: DrawnCommand | null; wrong: string | null } {
  const no = (wrong: string) => ({ command: null, wrong })
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim())
  const rows: { time: number; current: number }[] = []
  let named = false
  for (const [i, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue
    const cells = cellsOf(line)
    const [time, current] = cells.map(parseNumber)
    if (time === null || current === null || cells.length < 2) {
      if (rows.length === 0 && !named && cells.length >= 2) {
        named = true
        continue
      }
      return no(
        `Line ${i + 1}: two numbers were expected, a time in ms and a current in pA. Found: “${line.slice(0, 40)}”.`,
      )
    }
    if (Math.abs(current) > largest)
      return no(`Line ${i + 1}: ${current} pA is more than 100,000 pA. Write currents in pA.`)
    const before = rows[rows.length - 1]
    if (before && time <= before.time)
      return no(`Line ${i + 1}: times must increase; ${time} ms does not come after ${before.time} ms.`)
    rows.push({ time, current })
  }
  if (rows.length === 0) return { command: null, wrong: null }
  if (rows.length < 2) return no('At least two lines are needed.')
  return { command: heldBetween(rows), wrong: null }
}

/** Column separators tried in order: semicolon, tab, space, comma; a comma may be a decimal mark beside the others. */
function cellsOf(line: string): string[] {
  const mark = [';', '\t'].find((one) => line.includes(one))
  if (mark) return line.split(mark).map((cell) => cell.trim())
  const spaced = line.split(/\s+/)
  if (spaced.length > 1 && !/,\s/.test(line)) return spaced
  return line.split(',').map((cell) => cell.trim())
}

function heldBetween(rows: readonly { time: number; current: number }[]): DrawnCommand {
  const start = rows[0].time
  const last = rows[rows.length - 1].time
  const gaps = rows.slice(1).map(({ time }, i) => time - rows[i].time)
  const shortest = gaps.reduce((a, b) => Math.min(a, b))
  const longest = gaps.reduce((a, b) => Math.max(a, b))
  const even = longest - shortest < 1e-3 * longest
  // The last value lasts as long as the one before it, where samples are evenly spaced.
  const whole = last - start + (even ? gaps[gaps.length - 1] : 0)
  const mean = (last - start) / gaps.length
  const interval = Math.max(even && mean <= finest ? mean : finest, whole / mostSamples)
  const current: number[] = []
  let row = 0
  for (let i = 0; i < Math.max(2, Math.floor(whole / interval + 1e-6)); i++) {
    const time = start + i * interval
    while (row + 1 < rows.length && rows[row + 1].time <= time + 1e-6 * interval) row++
    current.push(rows[row].current)
  }
  return { interval, current }
}

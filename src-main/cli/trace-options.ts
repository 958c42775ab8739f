import { ColumnRole, type ReadingChoice, TimeUnit, VoltageUnit, type Window } from '../contract/recordings.ts'
import { choiceOf, numberOf, usage } from './arguments.ts'
import type { TraceOptions } from './read-traces.ts'

/** Options for how a file is read. */
export const readingOptions = {
  'time-unit': { type: 'string' },
  'voltage-unit': { type: 'string' },
  gain: { type: 'string' },
  rate: { type: 'string' },
  columns: { type: 'string' },
  resample: { type: 'boolean' },
  transposed: { type: 'boolean' },
} as const

/** Options that take no value. */
type Flag = 'resample' | 'transposed'
type Values<T> = Partial<Record<Exclude<keyof T, Flag>, string> & Record<Flag, boolean>>

/** Their usage text. */
export const readingOptionsUsage = `  --time-unit UNIT      s, ms, us, ns, min or h, if missing or wrong in the file
  --rate HZ             sampling rate in Hz, if missing or wrong in the file
  --voltage-unit UNIT   V, mV, uV, or none for model units
  --gain N              amplifier gain by which the voltage is divided, if the file holds the amplifier’s output
  --columns ROLE,…      roles of a text file’s columns: time, voltage, stimulus, sweep (its number) or other
  --resample            interpolate unevenly spaced samples at even times (monotone cubic)
  --transposed          each row of the file is a whole trace: transpose rows and columns`

/** Options for which traces of a file are read, and how. */
export const traceOptions = {
  sweeps: { type: 'string' },
  window: { type: 'string' },
  stimulus: { type: 'string' },
  ...readingOptions,
} as const

/** Their usage text. */
export const traceOptionsUsage = `  --sweeps NAME,NAME…   sweeps (voltage columns) by name, or all (default: all)
  --stimulus A:B        time of current injection, in ms, or none (default: from the file)
${readingOptionsUsage}`

/** @throws NagumoError USAGE */
export function readTraceOptions(
  values: Values<typeof traceOptions>,
): TraceOptions & { window?: Window | undefined } {
  return {
    sweeps: sweepsOf(values.sweeps),
    window: stretchOf(values.window, '--window'),
    stimulus: values.stimulus === 'none' ? null : stretchOf(values.stimulus, '--stimulus'),
    choice: readReadingOptions(values),
  }
}

/** @throws NagumoError USAGE */
export function readReadingOptions(values: Values<typeof readingOptions>): ReadingChoice {
  const timeUnit = choiceOf(values['time-unit'], '--time-unit', TimeUnit.options)
  const voltageUnit = choiceOf(values['voltage-unit'], '--voltage-unit', VoltageUnit.options)
  const [rate, gain, roles] = [rateOf(values.rate), gainOf(values.gain), rolesOf(values.columns)]
  return {
    ...(timeUnit && { timeUnit }),
    ...(voltageUnit && { voltageUnit }),
    ...(rate && { rate }),
    ...(gain && { gain }),
    ...(roles && { roles }),
    ...(values.resample && { resample: true }),
    ...(values.transposed && { transposed: true }),
  }
}

function sweepsOf(text: string | undefined): string[] | null {
  if (text === undefined || text === 'all') return null
  const names = text.split(',').map((name) => name.trim())
  if (names.every(Boolean)) return names
  throw usage(`--sweeps takes all, or names with commas between them; found “${text}”.`)
}

/** Two times in ms, as typed. @throws NagumoError USAGE */
export function stretchOf(text: string | undefined, option: string): Window | undefined {
  if (text === undefined) return undefined
  const ends = text.split(':')
  if (ends.length !== 2) throw usage(`${option} takes two times in ms, such as 120:320; found “${text}”.`)
  const [from, to] = ends.map((end) => numberOf(end, option))
  if (from < to) return { from, to }
  throw usage(`${option} takes the earlier time first; found “${text}”.`)
}

function rateOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const rate = numberOf(text, '--rate')
  if (rate > 0 && rate <= 1e9) return rate
  throw usage(`--rate takes a sampling rate in Hz, such as 20000; found “${text}”.`)
}

function gainOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const gain = numberOf(text, '--gain')
  if (gain > 0 && gain <= 1e6) return gain
  throw usage(`--gain takes what the amplifier multiplied the voltage by, such as 10; found “${text}”.`)
}

function rolesOf(text: string | undefined): ColumnRole[] | undefined {
  return text?.split(',').map((role) => choiceOf(role.trim(), '--columns', ColumnRole.options)!)
}

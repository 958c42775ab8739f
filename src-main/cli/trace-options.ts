import { TimeUnit, VoltageUnit, type Window } from '../contract/recordings.ts'
import { choiceOf, numberOf, usage } from './arguments.ts'
import type { TraceOptions } from './read-traces.ts'

/** Options for which traces of a file are read, and how. */
export const traceOptions = {
  sweeps: { type: 'string' },
  window: { type: 'string' },
  stimulus: { type: 'string' },
  'time-unit': { type: 'string' },
  'voltage-unit': { type: 'string' },
  rate: { type: 'string' },
  resample: { type: 'boolean' },
  transposed: { type: 'boolean' },
} as const

/** Options that take no value. */
type Flag = 'resample' | 'transposed'

/** The same for people. */
export const traceOptionsUsage = `  --sweeps NAME,NAME…   sweeps (voltage columns) by name, or all (default: all)
  --stimulus A:B        when current was injected, in ms, or none (default: from the file, where it says so)
  --time-unit UNIT      s, ms, us, ns, min or h, where the file does not say or says it wrongly
  --rate HZ             samples a second, where no column of the file gives the time
  --resample            samples at uneven times are interpolated at even ones (monotone cubic)
  --transposed          each row of the file holds a whole trace: rows become columns
  --voltage-unit UNIT   V, mV, uV, or none for model units`

/** @throws NagumoError USAGE */
export function readTraceOptions(
  values: Partial<Record<Exclude<keyof typeof traceOptions, Flag>, string> & Record<Flag, boolean>>,
): TraceOptions & { window?: Window | undefined } {
  return {
    sweeps: sweepsOf(values.sweeps),
    window: stretchOf(values.window, '--window'),
    stimulus: values.stimulus === 'none' ? null : stretchOf(values.stimulus, '--stimulus'),
    timeUnit: choiceOf(values['time-unit'], '--time-unit', TimeUnit.options),
    voltageUnit: choiceOf(values['voltage-unit'], '--voltage-unit', VoltageUnit.options),
    rate: rateOf(values.rate),
    ...(values.resample && { resample: true }),
    ...(values.transposed && { transposed: true }),
  }
}

function sweepsOf(text: string | undefined): string[] | null {
  if (text === undefined || text === 'all') return null
  const names = text.split(',').map((name) => name.trim())
  if (names.every(Boolean)) return names
  throw usage(`--sweeps takes all, or names with commas between them; it was “${text}”.`)
}

function stretchOf(text: string | undefined, option: string): Window | undefined {
  if (text === undefined) return undefined
  const ends = text.split(':')
  if (ends.length !== 2) throw usage(`${option} takes two times in ms, such as 120:320; it was “${text}”.`)
  const [from, to] = ends.map((end) => numberOf(end, option))
  if (from < to) return { from, to }
  throw usage(`${option} takes the earlier time first; it was “${text}”.`)
}

function rateOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const rate = numberOf(text, '--rate')
  if (rate > 0 && rate <= 1e9) return rate
  throw usage(`--rate takes samples a second, such as 20000; it was “${text}”.`)
}

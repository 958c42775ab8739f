import { numberOf, usage } from './arguments.ts'

/** Length and step of the windows, ms; omitted ones are proposed. */
export interface OverTimeOptions {
  windowLength?: number
  step?: number
}

export const overTimeUsage = `  --over-time [LENGTH[:STEP]]
                        estimate in a window that slides along the sweep: length and step in ms (default: the
                        length of one estimate, half of it); with --window within that
  --resume SERIES.json  continue interrupted parameters over time from the file written by --out or “Export”
                        (JSON): windows, model, prior, conditioning and seed are those of the series`

/** `--over-time` may have no value: a word that is not a length is not its value. */
export function fillOverTime(args: readonly string[]): string[] {
  return args.flatMap((arg, i) => {
    if (arg !== '--over-time') return [arg]
    const next = args[i + 1]
    return next !== undefined && /^[\d.]+(e\d+)?(:.*)?$/i.test(next) ? [arg] : ['--over-time=']
  })
}

/** @throws NagumoError USAGE */
export function overTimeOf(text: string | undefined): OverTimeOptions | undefined {
  if (text === undefined) return undefined
  if (text === '') return {}
  const parts = text.split(':')
  if (parts.length > 2)
    throw usage(`--over-time takes LENGTH or LENGTH:STEP in ms, such as 250:125; found “${text}”.`)
  const [windowLength, step] = parts.map((part) => numberOf(part, '--over-time'))
  if (windowLength > 0 && (step === undefined || step > 0)) return { windowLength, step }
  throw usage(`--over-time takes lengths above 0 ms; found “${text}”.`)
}

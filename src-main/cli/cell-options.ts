import { CellModel } from '../contract/cells.ts'
import { issueText } from '../contract/issue-words.ts'
import { StatedSteps } from '../contract/stated-steps.ts'
import { numberOf, usage } from './arguments.ts'
import { readingOptions, readingOptionsUsage } from './trace-options.ts'

/** Options for reading a file's sweeps as one cell's family. */
export const familyOptions = {
  sweeps: { type: 'string' },
  command: { type: 'string' },
  ...readingOptions,
} as const

/** Their usage text. */
export const familyUsage = `  --sweeps NAME,NAME…   sweeps to use, by name (default: all of the file)
  --command SPEC        the injected current, if the file has none or to replace it: a step in each sweep of the file,
                        onset:duration:first:step[:holding] or onset:duration:a,b,c…[:holding], in ms and pA above holding
${readingOptionsUsage}`

/** The cell model named by --model; null where it names another one or none. */
export function cellModelOf(args: readonly string[]): CellModel | null {
  const at = args.findIndex((arg) => arg === '--model' || arg.startsWith('--model='))
  if (at < 0) return null
  const name = args[at].startsWith('--model=') ? args[at].slice('--model='.length) : args[at + 1]
  return CellModel.safeParse(name).data ?? null
}

/**
 * Stated steps, as typed.
 * @param sweeps of the file: number of amplitudes made from a first one and a step
 * @throws NagumoError USAGE
 */
export function statedOf(text: string | undefined, sweeps: number): StatedSteps | undefined {
  if (text === undefined) return undefined
  const parts = text.split(':')
  const isList = parts[2]?.includes(',') ?? false
  const [least, most] = isList ? [3, 4] : [4, 5]
  if (parts.length < least || parts.length > most) {
    throw usage(
      `--command takes onset:duration:first:step[:holding] or onset:duration:a,b,c…[:holding], such as 100:500:-100:25; found “${text}”.`,
    )
  }
  const number = (part: string): number => numberOf(part, '--command')
  const amplitudes = isList
    ? parts[2].split(',').map(number)
    : Array.from({ length: sweeps }, (_, k) => number(parts[2]) + k * number(parts[3]))
  const holding = parts[least]
  const stated = {
    onset: number(parts[0]),
    duration: number(parts[1]),
    amplitudes,
    ...(holding !== undefined && { holding: number(holding) }),
  }
  const checked = StatedSteps.safeParse(stated)
  if (checked.success) return checked.data
  throw usage(`--command: ${issueText(checked.error)}. Found “${text}”.`)
}

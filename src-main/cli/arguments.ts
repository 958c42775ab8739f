import { type ParseArgsConfig, parseArgs } from 'node:util'
import { NagumoError } from '../contract/errors.ts'

export type Options = NonNullable<ParseArgsConfig['options']>

/** Parses a command's arguments strictly: unknown options are rejected. */
export function readArguments<const O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({
      args: joinNegativeNumbers(args, options),
      options,
      allowPositionals: true,
      strict: true,
      tokens: true,
    })
  } catch (error) {
    throw usage(plainly(error, options))
  }
}

export function usage(message: string): NagumoError {
  return new NagumoError('USAGE', message)
}

/** @throws NagumoError USAGE where the text is not a finite number */
export function numberOf(text: string, option: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value)) throw usage(`${option} takes a number, such as 0.4; found “${text}”.`)
  return value
}

/** @throws NagumoError USAGE where the text is not a whole number in the given range */
export function wholeNumberOf(text: string, option: string, least: number, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw usage(`${option} takes a whole number from ${least} to ${most}; found “${text}”.`)
  }
  return value
}

/** Seeds of the random generator: 0 … 2³²−1. */
export function seedOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumberOf(text, '--seed', 0, 0xffffffff)
}

/** @throws NagumoError USAGE where the text is not one of the choices */
export function choiceOf<T extends string>(
  text: string | undefined,
  option: string,
  choices: readonly T[],
): T | undefined {
  if (text === undefined) return undefined
  const choice = choices.find((candidate) => candidate === text)
  if (!choice) throw usage(`${option} takes ${choices.join(', ')}; found “${text}”.`)
  return choice
}

/** `--theta1 -0.2` as `--theta1=-0.2`: parseArgs takes a value that begins with a dash for an option. */
function joinNegativeNumbers(args: string[], options: Options): string[] {
  const joined: string[] = []
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--') return [...joined, ...args.slice(i)]
    const takesValue = args[i].startsWith('--') && options[args[i].slice(2)]?.type === 'string'
    if (takesValue && /^-[\d.]/.test(args[i + 1] ?? '')) {
      joined.push(`${args[i]}=${args[i + 1]}`)
      i++
    } else joined.push(args[i])
  }
  return joined
}

function plainly(error: unknown, options: Options): string {
  const { code, message } = error as { code?: string; message: string }
  const named = /'(-[^' ]*)/.exec(message)?.[1] ?? 'an option'
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION': {
      const known = Object.keys(options).map((name) => `--${name}`)
      return `Unknown option ${named}. Known: ${known.join(', ')}.`
    }
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE': {
      const takesValue = options[named.replace(/^-+/, '')]?.type === 'string'
      return takesValue ? `${named} needs a value after it.` : `${named} takes no value.`
    }
    default:
      return message
  }
}

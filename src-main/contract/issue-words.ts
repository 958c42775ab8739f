import { z } from 'zod'

/**
 * Validation messages for users: what was expected and what was found. They replace the validator’s own (“Invalid
 * input: expected number, received undefined”) wherever a schema has none. Import this file wherever schema issues are
 * shown to users.
 */
z.config({ customError: wordsOf })

/** A schema's first issue, with its path: “at network.units: a number was expected, and “many” was found”. */
export function issueText({ issues }: z.core.$ZodError): string {
  const [{ path, message }] = issues
  return `at ${path.length > 0 ? path.map(String).join('.') : 'its start'}: ${message}`
}

type RawIssue = z.core.$ZodRawIssue

function wordsOf(issue: RawIssue): string | undefined {
  const found = shown(issue.input)
  switch (issue.code) {
    case 'invalid_type':
      return `${nameOf(String(issue.expected))} was expected, and ${found} was found`
    case 'invalid_value':
      return `${listed(issue.values)} was expected, and ${found} was found`
    case 'too_small':
      return `${limitOf(issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue.origin)} was expected, and ${measured(issue.input)} was found`
    case 'too_big':
      return `${limitOf(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.origin)} was expected, and ${measured(issue.input)} was found`
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor} was expected, and ${found} was found`
    case 'invalid_format':
      return `${found} does not have the expected form`
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => quoted(key)).join(', ')} is not an allowed field`
    case 'invalid_union':
      return `${found} is not one of the allowed values`
    case 'invalid_key':
    case 'invalid_element':
      return `${found} is not valid`
    default:
      return undefined
  }
}

/** “at least 16”, “at most 80 characters”. */
function limitOf(how: string, limit: number | bigint, origin: string): string {
  const one = Number(limit) === 1
  if (origin === 'string') return `${how} ${limit} ${one ? 'character' : 'characters'}`
  if (origin === 'array' || origin === 'set') return `${how} ${limit} ${one ? 'entry' : 'entries'}`
  return `${how} ${limit}`
}

function measured(input: unknown): string {
  if (typeof input === 'string') return `${input.length}`
  if (Array.isArray(input)) return `${input.length}`
  return shown(input)
}

const names: Record<string, string> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object with fields',
  record: 'an object with fields',
  file: 'a file',
  null: 'nothing (null)',
}

function nameOf(type: string): string {
  return names[type] ?? type
}

function listed(values: readonly unknown[]): string {
  if (values.length === 1) return shown(values[0])
  return `one of ${values.slice(0, 12).map(shown).join(', ')}`
}

/** An external value for display: shortened, and without control characters that a terminal would interpret. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return nameOf(Array.isArray(value) ? 'array' : value instanceof Date ? 'a date' : typeof value)
}

function quoted(text: string): string {
  const plain = text.replace(/\p{C}/gu, ' ')
  return `“${plain.length > 40 ? `${plain.slice(0, 40)}…` : plain}”`
}

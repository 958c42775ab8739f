import { createHash } from 'node:crypto'

/** Lists of numbers longer than this are recorded by their checksum. */
const longest = 24
/** What differs from run to run: dates and ids made of them, durations, folders, and what depends on these. */
const volatile = new Set([
  'createdAt',
  'importedAt',
  'trainedAt',
  'seconds',
  'timing',
  'command',
  'seal',
  'id',
])

/**
 * A result as it is recorded: every number to its last digit, long lists of numbers as a checksum of their bytes with
 * their ends, and without what differs from run to run.
 */
export function canonical(value: unknown): string {
  return `${JSON.stringify(simplified(value), null, 1)}\n`
}

function simplified(value: unknown): unknown {
  if (Array.isArray(value)) {
    const numbers = numbersOf(value)
    return numbers && numbers.length > longest ? checksumOf(numbers) : value.map(simplified)
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !volatile.has(key))
      .map(([key, inner]) => [key, simplified(inner)]),
  )
}

/** All numbers of a list, or of a list of lists, in order; null where there is anything else in it. */
function numbersOf(list: readonly unknown[]): (number | null)[] | null {
  const flat = list.flat()
  return flat.every((x) => x === null || typeof x === 'number') ? (flat as (number | null)[]) : null
}

/** @param values null where a sample is missing */
function checksumOf(values: readonly (number | null)[]) {
  const bytes = Buffer.from(Float64Array.from(values, (x) => x ?? Number.NaN).buffer)
  return { numbers: values.length, first: values[0], last: values.at(-1), sha256: sha256(bytes) }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

import type { BatchOptions } from '../../contract/batches.ts'
import { sha256Of } from '../../integrity/sha256.ts'

/** SHA-256 of the options, independent of the order of their fields. */
export function hashOfOptions(options: BatchOptions): string {
  return sha256Of(Buffer.from(canonical(options)))
}

const names: Record<keyof BatchOptions, string> = {
  seed: 'the seed',
  models: 'the model',
  sweeps: 'the sweeps',
  windows: 'the windows or the conditioning',
  prior: 'the prior',
  priorChange: 'the changes to the prior',
  noise: 'the noise',
  crossCheck: 'the cross-check',
  stimulus: 'the stimulus',
  choice: 'the import options',
}

/**
 * Differences between the options of two batches, in words: “the seed (1 there, 2 here)”. Empty where there are none.
 * @param places names for the two
 */
export function differences(
  there: BatchOptions,
  here: BatchOptions,
  places: readonly [string, string] = ['there', 'here'],
): string[] {
  return (Object.keys(names) as (keyof BatchOptions)[]).flatMap((key) => {
    if (canonical(there[key]) === canonical(here[key])) return []
    const [one, other] = [shown(key, there), shown(key, here)]
    return [`${names[key]} (${one} ${places[0]}, ${other} ${places[1]})`]
  })
}

function shown(key: keyof BatchOptions, options: BatchOptions): string {
  const value = options[key]
  if (key === 'prior') return options.prior === null ? 'the model’s prior' : 'a separate prior'
  if (key === 'models') return modelsText(options)
  if (key === 'noise') return options.noise ?? 'the prior’s noise'
  if (key === 'sweeps') return options.sweeps?.join(', ') ?? 'all'
  const text = canonical(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

function modelsText({ models }: BatchOptions): string {
  const texts = models.map(({ id, checksum }) => `${id}, checksum ${checksum.slice(0, 8)}`)
  return [...new Set(texts)].join('; ')
}

/** JSON with the fields of each object sorted by name. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

import type { BatchRow, BatchShard } from '../contract/batches.ts'
import { itemName } from '../jobs/batch/items.ts'
import { withUncertainty } from './table.ts'

/** A batch item as one line: “cell07.csv, v1: ok; theta0 0.31 (0.29 to 0.33), …”. */
export function rowLine({ item, error, verdict, parameters }: BatchRow): string {
  if (error) return `${itemName(item)}: failed (${error.code}): ${error.message}`
  const values = parameters.map(({ name, unit, posterior: { sd, q05, q50, q95 } }) => {
    const [from, median, to] = [q05, q50, q95].map((value) => withUncertainty(value, sd))
    return `${name} ${median} (${from} to ${to})${unit ? ` ${unit}` : ''}`
  })
  return `${itemName(item)}: ${verdict}${values.length > 0 ? `; ${values.join(', ')}` : ''}`
}

/** The command that resumes a batch, or one of its shards. */
export function resumeLine(again: readonly string[], shard: BatchShard | null, out: string): string {
  const part = shard ? ['--shard', `${shard.index}/${shard.count}`] : []
  return ['nagumo', ...again, ...part, '--out', out, '--resume'].map(quoted).join(' ')
}

/** “, 3 min left”; empty where unknown. */
export function timeLeft(seconds: number | null): string {
  if (seconds === null) return ''
  if (seconds < 90) return `, ${Math.ceil(seconds)} s left`
  if (seconds < 5400) return `, ${Math.round(seconds / 60)} min left`
  return `, ${(seconds / 3600).toFixed(1)} h left`
}

/** Quoted as one shell word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** A batch item as table cells: recording, sweep and window, verdict or error, a median each. */
export function rowCells({ item, verdict, error, parameters }: BatchRow, names: readonly string[]): string[] {
  const window = item.window ? `${item.window.from} to ${item.window.to} ms` : null
  return [
    item.path,
    [item.sweep, window].filter((part) => part !== null).join(', '),
    verdict ?? error?.code ?? '',
    ...names.map((name) => {
      const found = parameters.find((parameter) => parameter.name === name)
      return found ? withUncertainty(found.posterior.q50, found.posterior.sd) : ''
    }),
  ]
}

/** A batch item as JSON. */
export function rowJson({ item, window, model, seed, verdict, parameters, error, report }: BatchRow) {
  return {
    recording: item.path,
    sha256: item.sha256,
    ...(item.sweep !== null && { sweep: item.sweep }),
    window: window ?? item.window,
    ...(error
      ? { error }
      : {
          model: model?.id,
          seed,
          verdict,
          parameters: Object.fromEntries(parameters.map(({ name, posterior }) => [name, posterior])),
          report: report?.file,
        }),
  }
}

import { isTransient, NagumoError } from '../../src-main/contract/errors.ts'
import { type Outcome, outcomeOf, outcomes, pieceText } from './batch-words.ts'
import { hasWords } from './has-words.ts'
import { keepListening } from './keep-listening.ts'
import { client } from './link.ts'
import { models } from './models.svelte.ts'
import { notices } from './notices.svelte.ts'
import type { BatchRow } from './types.ts'

/** A row of a batch table. */
export interface TableLine {
  id: string
  row: BatchRow
}

/** Whether the list may be read again after a failure: the workbench may be back, memory free, the disk there. */
function mayRecover({ code }: NagumoError): boolean {
  return isTransient(code) || code === 'LIBRARY_UNREACHABLE'
}

/** The rows of the visible batch as they arrive, with search and sorting. */
class BatchRows {
  text = $state('')
  outcome = $state<Outcome | null>(null)
  /** `listed`: in the order of the recordings; or a parameter's name: by its median. */
  order = $state('listed')
  currentId = $state<string | null>(null)
  all = $state.raw<TableLine[]>([])
  #batch = ''

  /** Parameters shown by any row, in order; unreliable items show none. */
  parameters = $derived.by(() => {
    const units = new Map<string, string | null>()
    for (const { row } of this.all)
      if (row.verdict !== 'unreliable')
        for (const { name, unit } of row.parameters) if (!units.has(name)) units.set(name, unit)
    const symbols = new Map(models.all.flatMap((one) => one.parameters.map((p) => [p.name, p.symbol])))
    return [...units].map(([name, unit]) => ({ name, unit, symbol: symbols.get(name) ?? name }))
  })
  filtered = $derived(this.text.trim() !== '' || this.outcome !== null)
  found = $derived.by(() => {
    const fitting = this.filtered
      ? this.all.filter(({ row }) => {
          if (this.outcome !== null && outcomeOf(row) !== this.outcome) return false
          return hasWords(`${row.item.path} ${pieceText(row)}`, this.text)
        })
      : this.all
    return fitting.toSorted(compareBy(this.order))
  })
  current = $derived(this.all.find(({ id }) => id === this.currentId) ?? null)
  counts = $derived.by(() => {
    const counts = new Map<Outcome, number>()
    for (const { row } of this.all) counts.set(outcomeOf(row), (counts.get(outcomeOf(row)) ?? 0) + 1)
    return counts
  })

  clear(): void {
    this.text = ''
    this.outcome = null
  }

  /** Subscribes to the rows of a batch. Returns an unsubscribe function. */
  follow(id: string): () => void {
    if (id !== this.#batch) {
      this.#batch = id
      this.all = []
      this.currentId = null
      this.clear()
      this.order = 'listed'
    }
    const stop = new AbortController()
    const title = 'The table of the batch could not be loaded'
    const lines = new Map(this.all.map((line) => [line.id, line]))
    void keepListening(stop.signal, {
      async ask(signal) {
        const stream = await client.batches.rows({ id }, { signal })
        notices.clear(title)
        return stream
      },
      take: (rows) => {
        for (const row of rows) lines.set(row.item.id, { id: row.item.id, row })
        this.all = [...lines.values()]
      },
      broke: (error) => void notices.failToRead(title, error),
      // The stream ends where the batch is not running; only recoverable failures are retried.
      isOver: (error) => !(error instanceof NagumoError && mayRecover(error)),
    })
    return () => stop.abort()
  }
}

function compareBy(order: string): (a: TableLine, b: TableLine) => number {
  const listed = (a: TableLine, b: TableLine) => a.row.item.index - b.row.item.index
  if (order === 'listed') return listed
  const rank = ({ row }: TableLine) => -outcomes.indexOf(outcomeOf(row))
  if (order === 'verdict') return (a, b) => rank(a) - rank(b) || listed(a, b)
  // Unreliable numbers sort last.
  const median = ({ row }: TableLine) =>
    row.verdict === 'unreliable'
      ? Number.POSITIVE_INFINITY
      : (row.parameters.find(({ name }) => name === order)?.posterior.q50 ?? Number.POSITIVE_INFINITY)
  return (a, b) => {
    const [one, other] = [median(a), median(b)]
    return one === other ? listed(a, b) : one - other
  }
}

export const batchRows = new BatchRows()

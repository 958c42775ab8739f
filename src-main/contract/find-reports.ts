import type { VerdictLevel } from './common.ts'
import type { Notes } from './notes.ts'

/** What is asked of a line in a list of kept results: that of a report, a series or a cell. */
export interface FoundLine {
  id: string
  createdAt: string
  recordingName: string
  modelName?: string
  /** A series has a verdict for each window, and none of its own. */
  level?: VerdictLevel
  notes?: Notes | undefined
  parameters?: readonly { name: string; symbol: string; posterior: { q50: number } }[]
}

export const reportOrders = ['newest', 'oldest', 'name', 'verdict'] as const
export type ReportOrder = (typeof reportOrders)[number]

/** What is looked for: what is empty or null asks for nothing. */
export interface ReportQuery {
  /** Words, all of which stand in the recording's name, the title, the note, the tags or the group. */
  text: string
  level: VerdictLevel | null
  model: string | null
  tag: string | null
  group: string | null
  /** Days, 2026-03-14, the first and the last one that count; of the clock here. */
  from: string | null
  to: string | null
  /** The posterior median lies between the two; an open end is null. */
  parameter: { name: string; from: number | null; to: number | null } | null
}

export const anyReport: ReportQuery = {
  text: '',
  level: null,
  model: null,
  tag: null,
  group: null,
  from: null,
  to: null,
  parameter: null,
}

/** What a line is called: its title, else its recording. */
export function nameOf({ notes, recordingName }: Pick<FoundLine, 'notes' | 'recordingName'>): string {
  return notes?.title || recordingName
}

/** Whether anything is asked. */
export function asksForAny(query: ReportQuery): boolean {
  return (
    wordsOf(query.text).length > 0 ||
    Object.entries(query).some(([key, value]) => key !== 'text' && value !== null)
  )
}

/**
 * The lines that all of a query holds for, in an order. Capital letters and accents do not count in texts; where two
 * lines are alike in the order, the newer one comes first.
 */
export function findReports<Line extends FoundLine>(
  lines: readonly Line[],
  query: ReportQuery,
  order: ReportOrder = 'newest',
): Line[] {
  const words = wordsOf(query.text)
  return lines
    .filter((line) => hasFields(line, query) && (words.length === 0 || hasWords(line, words)))
    .sort(orders[order])
}

function hasFields(line: FoundLine, { level, model, tag, group, from, to, parameter }: ReportQuery): boolean {
  if (level !== null && line.level !== level) return false
  if (model !== null && line.modelName !== model) return false
  if (tag !== null && !line.notes?.tags.some((one) => plainText(one) === plainText(tag))) return false
  if (group !== null && (line.notes?.group ?? '') !== group) return false
  if (from !== null || to !== null) {
    const day = dayOf(line.createdAt)
    if ((from !== null && day < from) || (to !== null && day > to)) return false
  }
  return parameter === null || isWithin(line, parameter)
}

/** Numbers that are not shown, because they mean nothing, are in no range. */
function isWithin(line: FoundLine, { name, from, to }: NonNullable<ReportQuery['parameter']>): boolean {
  const median = line.parameters?.find((one) => one.name === name)?.posterior.q50
  if (median === undefined || line.level === 'unreliable') return false
  return (from === null || median >= from) && (to === null || median <= to)
}

function hasWords({ recordingName, notes }: FoundLine, words: readonly string[]): boolean {
  const written = notes ? [notes.title, notes.group, notes.note, ...notes.tags] : []
  const text = plainText([recordingName, ...written].join('\n'))
  return words.every((word) => text.includes(word))
}

function wordsOf(text: string): string[] {
  return plainText(text).split(/\s+/).filter(Boolean)
}

/** Without capital letters, accents and raised or lowered digits: θ₀ is found by θ0. */
function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
}

/** The day of a moment by the clock here: 2026-03-14. */
function dayOf(iso: string): string {
  const at = new Date(iso)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
const newestFirst = (a: FoundLine, b: FoundLine): number =>
  a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0
/** The most reliable first; what has no verdict last. */
const ranks: Record<VerdictLevel, number> = { ok: 0, caution: 1, unreliable: 2 }
const rankOf = ({ level }: FoundLine): number => (level ? ranks[level] : 3)

const orders: Record<ReportOrder, (a: FoundLine, b: FoundLine) => number> = {
  newest: newestFirst,
  oldest: (a, b) => newestFirst(b, a),
  name: (a, b) => byName.compare(nameOf(a), nameOf(b)) || newestFirst(a, b),
  verdict: (a, b) => rankOf(a) - rankOf(b) || newestFirst(a, b),
}

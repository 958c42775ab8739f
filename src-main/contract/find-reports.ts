import type { VerdictLevel } from './common.ts'
import type { Notes } from './notes.ts'

/** The searchable fields of a list entry: a report, a series or a cell. */
export interface FoundLine {
  id: string
  createdAt: string
  recordingName: string
  modelName?: string
  /** Omitted for a series, which has one verdict per window. */
  level?: VerdictLevel
  notes?: Notes | undefined
  parameters?: readonly { name: string; symbol: string; posterior: { q50: number } }[]
}

export const reportOrders = ['newest', 'oldest', 'name', 'verdict'] as const
export type ReportOrder = (typeof reportOrders)[number]

/** A search; empty or null fields match everything. */
export interface ReportQuery {
  /** Words that must all occur in the recording's name, the title, the note, the tags or the group. */
  text: string
  level: VerdictLevel | null
  model: string | null
  tag: string | null
  group: string | null
  /** First and last day, inclusive, in local time: 2026-03-14. */
  from: string | null
  to: string | null
  /** Range of the posterior median; an open end is null. */
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

/** Display name of an entry: its title, else its recording. */
export function nameOf({ notes, recordingName }: Pick<FoundLine, 'notes' | 'recordingName'>): string {
  return notes?.title || recordingName
}

/** Whether a query restricts anything. */
export function asksForAny(query: ReportQuery): boolean {
  return (
    wordsOf(query.text).length > 0 ||
    Object.entries(query).some(([key, value]) => key !== 'text' && value !== null)
  )
}

/** The entries that match a query, sorted. Text matching ignores case and accents; ties are sorted newest first. */
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

/** Numbers that are not shown, because they are unreliable, match no range. */
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

/** Without case, accents, superscripts and subscripts: θ₀ is found by θ0. */
function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
}

/** The local day of a timestamp: 2026-03-14. */
function dayOf(iso: string): string {
  const at = new Date(iso)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
const newestFirst = (a: FoundLine, b: FoundLine): number =>
  a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0
/** The most reliable first; entries without a verdict last. */
const ranks: Record<VerdictLevel, number> = { ok: 0, caution: 1, unreliable: 2 }
const rankOf = ({ level }: FoundLine): number => (level ? ranks[level] : 3)

const orders: Record<ReportOrder, (a: FoundLine, b: FoundLine) => number> = {
  newest: newestFirst,
  oldest: (a, b) => newestFirst(b, a),
  name: (a, b) => byName.compare(nameOf(a), nameOf(b)) || newestFirst(a, b),
  verdict: (a, b) => rankOf(a) - rankOf(b) || newestFirst(a, b),
}

import type { VerdictLevel } from '../../contract/common.ts'
import type { Figure } from '../../figures/figure.ts'

/**
 * A document as what it says, before it is HTML or PDF: both are written from it, so that a report is everywhere the
 * same. Texts are plain; who writes a format escapes them.
 */
export interface ReportDocument {
  title: string
  subtitle: string
  /** ISO 8601; when what it tells of was made. */
  createdAt: string
  blocks: Block[]
}

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'paragraph'; text: string; quiet?: boolean }
  /** @property numbered its items bear “[1]”, “[2]”, … in place of bullets */
  | { kind: 'list'; items: string[]; numbered?: true }
  /** The verdict: its level beside the words, never by colour alone. */
  | { kind: 'verdict'; level: VerdictLevel; headline: string }
  | TableBlock
  | FigureBlock

export interface TableBlock {
  kind: 'table'
  caption: string
  columns: { head: string; numeric: boolean }[]
  /** The first cell of a row is its header. */
  rows: string[][]
  /** Below the table: what the columns mean. */
  note?: string
}

export interface FigureBlock {
  kind: 'figure'
  /** A stable name, for file names and ids: trace, corner, residuals, … */
  name: string
  caption: string
  /** What it shows, in words, for who can't see it. */
  description: string
  /** Whether scale bars can stand in place of its axes: a trace over time. */
  scaleBars?: true
  /** The figure in the width that the page has, px. @param bars scale bars in place of axes, where it can have them */
  draw(width: number, bars?: boolean): Figure
}

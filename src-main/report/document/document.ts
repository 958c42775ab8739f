import type { VerdictLevel } from '../../contract/common.ts'
import type { Figure } from '../../figures/figure.ts'

/**
 * The content of a document, independent of its format: HTML and PDF are both written from it, so that reports agree.
 * Texts are plain; each writer escapes them.
 */
export interface ReportDocument {
  title: string
  subtitle: string
  /** ISO 8601; when its subject was made. */
  createdAt: string
  blocks: Block[]
}

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'paragraph'; text: string; quiet?: boolean }
  /** @property numbered items are marked “[1]”, “[2]”, … instead of bullets */
  | { kind: 'list'; items: string[]; numbered?: true }
  /** The verdict: its level as words too, never by colour alone. */
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
  /** Alternative text for screen readers. */
  description: string
  /** Whether scale bars can replace its axes: a trace over time. */
  scaleBars?: true
  /** Draws the figure at the page's width, px. @param bars scale bars instead of axes, where possible */
  draw(width: number, bars?: boolean): Figure
}

import type { FigureChoice, FigureOptions, FiguresOf } from '../../src-main/contract/figure-files.ts'
import { type AnyReport, documentOf } from '../../src-main/report/any-report.ts'
import {
  type JournalPreset,
  journalPresets,
  usualFontSize,
} from '../../src-main/report/figure-file/journals.ts'

export type { FigureChoice }

/** A figure available as a file. */
export interface OfferedFigure {
  name: string
  caption: string
  /** Whether scale bars can replace its axes. */
  scaleBars?: true
}

/** The figures of a report, in the order of its document. */
export function figuresIn(report: AnyReport): OfferedFigure[] {
  return documentOf(report).blocks.flatMap((block) =>
    block.kind === 'figure'
      ? { name: block.name, caption: block.caption, ...(block.scaleBars && { scaleBars: true as const }) }
      : [],
  )
}

/** Some figures of a report, as a request to the workbench. */
export function figuresOfReport({ format, id }: AnyReport, figures: string[]): FiguresOf {
  const of = ({ 'nagumo-report': 'report', 'nagumo-series': 'series', 'nagumo-cell': 'cell' } as const)[
    format
  ]
  return { of, id, figures }
}

export type Column = FigureChoice['column']
export const columnWords: Record<Column, string> = {
  single: 'single column',
  oneAndAHalf: 'one and a half columns',
  double: 'two columns',
}

/** The defaults of `nagumo figures`. */
export const usualChoice: FigureChoice = {
  format: 'pdf',
  journal: '',
  column: 'single',
  widthMm: 85,
  fontSizePt: usualFontSize(undefined),
  dpi: 300,
  background: 'white',
  theme: 'print',
}

/** The chosen journal; undefined where none is. */
export function journalOf({ journal }: Pick<FigureChoice, 'journal'>): JournalPreset | undefined {
  return journalPresets.find(({ id }) => id === journal)
}

/** The columns of a journal. */
export function columnsOf(preset: JournalPreset): Column[] {
  return (['single', 'oneAndAHalf', 'double'] as const).filter((column) => preset[column] !== null)
}

/** The choice with another journal or column: its width, and a text size it accepts. */
export function withJournal(choice: FigureChoice, journal: string, column: Column): FigureChoice {
  const preset = journalOf({ journal })
  if (!preset) return { ...choice, journal: '' }
  const had = preset[column] === null ? 'single' : column
  const widthMm = preset[had] ?? choice.widthMm
  return { ...choice, journal, column: had, widthMm, fontSizePt: usualFontSize(preset) }
}

/** The request: the choice without what only the dialog uses. @param scale of traces */
export function optionsOf(
  { journal: _, column: __, ...options }: FigureChoice,
  scale: FigureOptions['scale'],
): FigureOptions {
  return { ...options, scale }
}

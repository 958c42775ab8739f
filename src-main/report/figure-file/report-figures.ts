import { type AnyReport, documentOf } from '../any-report.ts'
import type { FigureBlock } from '../document/document.ts'
import type { FigureSource } from './figure-file.ts'

/** A figure of a report, with its file name. */
export interface NamedFigure extends FigureSource {
  name: string
}

/** The figures of a report, a series over time or a cell, in the order of its document. */
export function reportFigures(report: AnyReport): NamedFigure[] {
  const { blocks, createdAt } = documentOf(report)
  return blocks
    .filter((block): block is FigureBlock => block.kind === 'figure')
    .map((block) => ({ ...block, title: block.caption, createdAt }))
}

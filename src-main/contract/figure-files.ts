import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Id } from './common.ts'
import { GroupAnswer } from './groups.ts'
import { comparedReports } from './limits.ts'

const names = z.array(z.string().max(80)).min(1).max(200)

/** What figures are of, and which of them: by their names in the document of a kept result, in a comparison, or in groups. */
export const FiguresOf = z.discriminatedUnion('of', [
  z.object({ of: z.enum(['report', 'series', 'cell']), id: Id, figures: names }),
  z.object({
    of: z.literal('comparison'),
    ids: z.array(Id).min(comparedReports.least).max(comparedReports.most),
    figures: names,
  }),
  z.object({ of: z.literal('groups'), answer: GroupAnswer, figures: names }),
])
export type FiguresOf = z.infer<typeof FiguresOf>

/** How figures are written. Their limits are refused in words where they are drawn (report/figure-file/print-size.ts). */
export const FigureOptions = z.object({
  format: z.enum(['pdf', 'svg', 'png']),
  /** On paper. The height follows from the figure. */
  widthMm: z.number(),
  /** Of the axes’ text, on paper. */
  fontSizePt: z.number(),
  /** Of a PNG. */
  dpi: z.number(),
  background: z.enum(['white', 'transparent']),
  /** `paper`: the colours of the window by day; `print`: told apart without colour too. */
  theme: z.enum(['paper', 'print']),
  /** Of traces over time: their axes, or scale bars in place of them. */
  scale: z.enum(['axes', 'bars']).default('axes'),
})
export type FigureOptions = z.infer<typeof FigureOptions>

/** How figures were to be written the last time: what a dialog begins with. */
export const FigureChoice = FigureOptions.omit({ scale: true }).extend({
  /** Id of a journal, whose column decides the width; empty where the width is one's own. */
  journal: z.string().max(80),
  column: z.enum(['single', 'oneAndAHalf', 'double']),
})
export type FigureChoice = z.infer<typeof FigureChoice>

export const figures = {
  /**
   * Figures in a size on paper as a file to save: one as itself, several as a ZIP archive.
   * @throws USAGE where a number is out of its limits or a figure is not there, NOT_FOUND
   */
  files: oc.input(z.object({ from: FiguresOf, options: FigureOptions })).output(z.file()),
}

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Id } from './common.ts'
import { GroupAnswer } from './groups.ts'
import { comparedReports } from './limits.ts'

const names = z.array(z.string().max(80)).min(1).max(200)

/** Source of figures and which ones: by name in the document of a saved result, in a comparison, or in groups. */
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

/** Size and format of figures. Limits are checked where they are drawn (report/figure-file/print-size.ts). */
export const FigureOptions = z.object({
  format: z.enum(['pdf', 'svg', 'png']),
  /** Printed width. The height follows from the figure. */
  widthMm: z.number(),
  /** Printed size of the axes’ text. */
  fontSizePt: z.number(),
  /** Resolution of a PNG. */
  dpi: z.number(),
  background: z.enum(['white', 'transparent']),
  /** `paper`: the window's light theme; `print`: distinguishable without colour. */
  theme: z.enum(['paper', 'print']),
  /** For traces over time: axes, or scale bars instead. */
  scale: z.enum(['axes', 'bars']).default('axes'),
})
export type FigureOptions = z.infer<typeof FigureOptions>

/** The last figure options used: defaults of the dialog. */
export const FigureChoice = FigureOptions.omit({ scale: true }).extend({
  /** Id of a journal, whose column sets the width; empty for a custom width. */
  journal: z.string().max(80),
  column: z.enum(['single', 'oneAndAHalf', 'double']),
})
export type FigureChoice = z.infer<typeof FigureChoice>

export const figures = {
  /**
   * Figures at print size as a file to save: a single one as is, several as a ZIP archive.
   * @throws USAGE if a number is out of range or a figure does not exist, NOT_FOUND
   */
  files: oc.input(z.object({ from: FiguresOf, options: FigureOptions })).output(z.file()),
}

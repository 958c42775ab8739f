import type { FontFace } from '../print-fonts.ts'

/** A text style. Sizes are pt. */
export interface TextStyle {
  face: FontFace
  size: number
  /** Distance between baselines. */
  leading: number
  color: string
}

const ink = '#1b1e23'
const soft = '#585e67'

/** Three sizes of text and of headings each, as in the window. */
export const styles = {
  title: { face: 'bold', size: 17, leading: 22, color: ink },
  subtitle: { face: 'regular', size: 9.5, leading: 13.5, color: soft },
  heading2: { face: 'bold', size: 12.5, leading: 17, color: ink },
  heading3: { face: 'bold', size: 10, leading: 14, color: ink },
  body: { face: 'regular', size: 9, leading: 13, color: ink },
  quiet: { face: 'regular', size: 8, leading: 11.5, color: soft },
  caption: { face: 'regular', size: 8, leading: 11.5, color: soft },
  tableCaption: { face: 'bold', size: 8.5, leading: 12, color: ink },
  footer: { face: 'regular', size: 7.5, leading: 10, color: soft },
} as const satisfies Record<string, TextStyle>

/** Lines of tables and boxes. */
export const hairline = { width: 0.5, color: '#b9b9b3' } as const
export const headLine = { width: 0.75, color: ink } as const

/** Space between blocks, pt. */
export const gaps = { block: 9, heading2: 18, heading3: 12, afterHeading: 5, item: 2.5 } as const

/** pt per px of a figure: its 12 px text is printed at 8 pt. */
export const figureScale = 8 / 12

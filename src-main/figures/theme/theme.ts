import { withOpacity } from './color.ts'

/** What a colour stands for. The same thing has the same one everywhere: recorded is ink, the model accent, the prior grey. What has no colour of its own is told apart by the last two. */
export type ColorRole =
  | 'ink'
  | 'inkSoft'
  | 'paper'
  | 'paperRaised'
  | 'line'
  | 'accent'
  | 'prior'
  | 'flag'
  | 'ok'
  | 'caution'
  | 'focus'
  | 'firstOfMany'
  | 'secondOfMany'

/** A colour of whatever theme a figure is drawn in, opaque where no opacity of 0 … 1 stands beside it. */
export type Color = ColorRole | { role: ColorRole; opacity: number }

/** The colours of a figure, as text that CSS understands. */
export interface ChartTheme extends Record<ColorRole, string> {
  /** Font family. */
  font: string
  /** Dashes, px, that tell lines of these roles apart where colours are lost; a line that has its own keeps it. */
  dashes?: Partial<Record<ColorRole, readonly number[]>>
  /** Colour of the words that else have the colour of what they name: journals ask for no coloured text. */
  words?: string
}

/** The light palette of palette.css: figures are drawn in it for paper. */
export const paperTheme: ChartTheme = {
  ink: '#1b1e23',
  inkSoft: '#585e67',
  paper: '#fcfcfa',
  paperRaised: '#f4f4f1',
  line: '#dcdcd6',
  accent: '#0067a3',
  prior: '#6f747c',
  flag: '#b54800',
  ok: '#00735a',
  caution: '#855800',
  focus: '#0067a3',
  firstOfMany: '#9a3d78',
  secondOfMany: '#00735a',
  font: 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Helvetica Neue", Arial, sans-serif',
}

/** Size of a chart's text, px: the small step of the type scale. */
export const textSize = 12

export function faded(role: ColorRole, opacity: number): Color {
  return { role, opacity }
}

/** A colour in the theme's own text. */
export function colorText(color: Color, theme: ChartTheme): string {
  return typeof color === 'string' ? theme[color] : withOpacity(theme[color.role], color.opacity)
}

/** The colour of words about what has this role. */
export function wordColor(role: ColorRole, theme: ChartTheme): string {
  return theme.words ?? theme[role]
}

/** Dashes of lines of a colour in a theme; none of a faded one. */
export function dashOf(color: Color, theme: ChartTheme): number[] {
  return typeof color === 'string' ? [...(theme.dashes?.[color] ?? [])] : []
}

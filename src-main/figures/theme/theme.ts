import { withOpacity } from './color.ts'

/**
 * Meaning of a colour, the same everywhere: recorded is ink, the model accent, the prior grey. The last two distinguish
 * items without a colour of their own.
 */
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

/** A colour of the current theme, opaque unless an opacity of 0 … 1 is given. */
export type Color = ColorRole | { role: ColorRole; opacity: number }

/** A figure's colours, as CSS text. */
export interface ChartTheme extends Record<ColorRole, string> {
  /** Font family. */
  font: string
  /** Dashes, px, that distinguish lines of these roles without colour; a line's own dash takes precedence. */
  dashes?: Partial<Record<ColorRole, readonly number[]>>
  /** Colour of all text in place of the colour of the labelled item: journals ask for no coloured text. */
  words?: string
}

/** The light palette of palette.css, used for figures on paper. */
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

/** A colour in the theme, as CSS text. */
export function colorText(color: Color, theme: ChartTheme): string {
  return typeof color === 'string' ? theme[color] : withOpacity(theme[color.role], color.opacity)
}

/** Text colour of a role's labels. */
export function wordColor(role: ColorRole, theme: ChartTheme): string {
  return theme.words ?? theme[role]
}

/** Dashes of a colour's lines in a theme; none for a faded colour. */
export function dashOf(color: Color, theme: ChartTheme): number[] {
  return typeof color === 'string' ? [...(theme.dashes?.[color] ?? [])] : []
}

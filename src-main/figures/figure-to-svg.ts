import type { Figure } from './figure.ts'
import { SvgContext } from './svg/svg-context.ts'
import { textWidth } from './svg/text-width.ts'
import type { ChartTheme } from './theme/theme.ts'

export interface SvgOptions {
  /** Width of a text in a font, px; estimated where there is nothing that measures it. */
  measure?: (text: string, font: string) => number
  /** Begins the ids within: figures that stand in one page need different ones. */
  idPrefix?: string
  /** Its size on paper, mm. */
  printed?: { width: number; height: number } | undefined
  /** Whether paper shows where nothing is drawn, instead of the theme’s. */
  transparent?: boolean
}

/**
 * The figure as an SVG file. It needs no page: plain Node can do it.
 * @param description becomes its title, for screen readers
 */
export function figureToSvg(
  figure: Figure,
  description: string,
  theme: ChartTheme,
  { measure = textWidth, idPrefix = '', printed, transparent = false }: SvgOptions = {},
): string {
  const context = new SvgContext(figure.width, figure.height, measure, idPrefix)
  figure.draw(context, theme)
  return context.toSvg(description, transparent ? null : theme.paper, printed)
}

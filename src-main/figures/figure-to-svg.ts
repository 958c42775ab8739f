import type { Figure } from './figure.ts'
import { SvgContext } from './svg/svg-context.ts'
import { textWidth } from './svg/text-width.ts'
import type { ChartTheme } from './theme/theme.ts'

export interface SvgOptions {
  /** Text width in a font, px; estimated if omitted. */
  measure?: (text: string, font: string) => number
  /** Prefix of element ids: figures on one page need distinct ids. */
  idPrefix?: string
  /** Printed size, mm. */
  printed?: { width: number; height: number } | undefined
  /** Whether the background is transparent instead of the theme’s. */
  transparent?: boolean
}

/**
 * Renders a figure as an SVG file; no DOM is needed, so it runs in Node.
 * @param description becomes the SVG title, for screen readers
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

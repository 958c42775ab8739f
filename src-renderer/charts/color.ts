import { color } from 'chart.js/helpers'

/** The colour at an opacity of 0 … 1. */
export function faded(value: string, opacity: number): string {
  return color(value).alpha(opacity).rgbString()
}

/** Splits a colour into what SVG programs understand: six hexadecimal digits, and an opacity. */
export function hexAndOpacity(value: string): { hex: string; opacity: number } {
  const { r, g, b, a } = color(value).rgb
  const hex = [r, g, b].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')
  return { hex: `#${hex}`, opacity: a }
}

/** A colour with opacity 0 … 1, in CSS syntax. */
export function withOpacity(value: string, opacity: number): string {
  const [r, g, b] = channels(value)
  return `rgba(${r}, ${g}, ${b}, ${opacity})`
}

/** Splits a colour into the form that SVG programs support: six hexadecimal digits, and an opacity. */
export function hexAndOpacity(value: string): { hex: string; opacity: number } {
  const [r, g, b, opacity] = channels(value)
  const hex = [r, g, b].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')
  return { hex: `#${hex}`, opacity }
}

/**
 * Red, green and blue, 0 … 255, and opacity, 0 … 1, of `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb(…)` and `rgba(…)`.
 * @throws RangeError for any other text
 */
function channels(value: string): [number, number, number, number] {
  const hex = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(value.trim())?.[1]
  if (hex) {
    const digits = hex.length < 6 ? hex.replace(/./g, '$&$&') : hex
    const [r, g, b, a = 255] = digits.match(/../g)!.map((pair) => Number.parseInt(pair, 16))
    return [r, g, b, a / 255]
  }
  const parts = /^rgba?\(([^)]*)\)$/i.exec(value.trim())?.[1].split(',').map(Number) ?? []
  const [r, g, b, a = 1] = parts
  if (parts.length < 3 || parts.some((part) => !Number.isFinite(part))) {
    throw new RangeError(`“${value}” is not a valid colour for a figure.`)
  }
  return [r, g, b, a]
}

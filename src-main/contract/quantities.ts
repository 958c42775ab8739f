/** Formats a number for text: up to `digits` significant digits, no trailing zeros, a true minus sign. */
export function plain(x: number, digits = 6): string {
  const short = Number(x.toPrecision(digits))
  const text = Math.abs(short) >= 1e-7 || short === 0 ? decimal(short) : String(short)
  return text.replace('-', '\u2212')
}

/** Without exponent down to 1e-7. */
function decimal(x: number): string {
  const text = String(x)
  return text.includes('e-') ? x.toFixed(12).replace(/0+$/, '') : text
}

/** Formats a frequency: 20 kHz, 250 Hz. */
export function frequency(hertz: number): string {
  if (hertz >= 1e6) return `${plain(Number((hertz / 1e6).toPrecision(4)))} MHz`
  if (hertz >= 1000) return `${plain(Number((hertz / 1000).toPrecision(4)))} kHz`
  return `${plain(Number(hertz.toPrecision(4)))} Hz`
}

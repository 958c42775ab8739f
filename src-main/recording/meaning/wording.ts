/** The reason for what a person decided. */
export const setByHand = 'set by hand'

/** A number as it stands in a sentence: up to six digits or so many, no needless ones, a true minus sign. */
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

/** Hz as people say it: 20 kHz, 250 Hz. */
export function frequency(hertz: number): string {
  if (hertz >= 1e6) return `${plain(Number((hertz / 1e6).toPrecision(4)))} MHz`
  if (hertz >= 1000) return `${plain(Number((hertz / 1000).toPrecision(4)))} kHz`
  return `${plain(Number(hertz.toPrecision(4)))} Hz`
}

/** “column 2”, “columns 2 to 7”, “columns 2 and 4”; given from 0. */
export function columnList(columns: readonly number[]): string {
  const n = columns.map((c) => c + 1)
  if (n.length === 1) return `column ${n[0]}`
  const last = n[n.length - 1]
  if (last - n[0] === n.length - 1 && n.length > 2) return `columns ${n[0]} to ${last}`
  if (n.length > 8) return `${n.length} columns`
  return `columns ${n.slice(0, -1).join(', ')} and ${last}`
}

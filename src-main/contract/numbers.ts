/** Number formatting for display: a true minus sign, no unneeded digits. */

const minus = '\u2212'

/** Fixed number of decimals. */
export function fixed(x: number, decimals: number): string {
  const text = Math.abs(x).toFixed(decimals)
  return x < 0 && Number(text) !== 0 ? minus + text : text
}

/** Fixed number of decimals, with a plus sign for positive numbers. */
export function signed(x: number, decimals: number): string {
  const text = fixed(x, decimals)
  return text.startsWith(minus) || Number(text) === 0 ? text : `+${text}`
}

/** All digits, with a true minus sign: for limits and other round numbers. */
export function plain(x: number): string {
  return String(x).replace('-', minus)
}

/** A share in per cent: integer, or with one decimal below 10. */
export function percent(share: number): string {
  const p = share * 100
  return `${fixed(p, p < 9.95 && p > 0 ? 1 : 0)} %`
}

/** A share of posterior draws as a probability, never 0 or 100 %, since the number of draws is finite. */
export function chance(share: number): string {
  if (share < 0.001) return '< 0.1 %'
  return share > 0.999 ? '> 99.9 %' : percent(share)
}

/** A p-value; never “0”. */
export function probability(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${fixed(p, p < 0.1 ? 3 : 2)}`
}

/** Disk space: 812 bytes, 8.5 MB. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  const [size, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${fixed(size, size < 10 ? 1 : 0)} ${unit}`
}

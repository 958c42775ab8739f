/** Reason given for the user's decisions. */
export const setByHand = 'set by hand'

/** “column 2”, “columns 2 to 7”, “columns 2 and 4”; given from 0. */
export function columnList(columns: readonly number[]): string {
  const n = columns.map((c) => c + 1)
  if (n.length === 1) return `column ${n[0]}`
  const last = n[n.length - 1]
  if (last - n[0] === n.length - 1 && n.length > 2) return `columns ${n[0]} to ${last}`
  if (n.length > 8) return `${n.length} columns`
  return `columns ${n.slice(0, -1).join(', ')} and ${last}`
}

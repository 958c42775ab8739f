import { plain } from '../../contract/quantities.ts'
import type { Doubt } from '../../contract/recordings.ts'
import { rangeOf } from '../../signal/range.ts'
import { quote } from '../table/problems.ts'
import type { Table } from '../table/read-table.ts'

/** Conventional missing-value codes: all nines, extremely large numbers, integer limits. */
function isMark(x: number): boolean {
  const size = Math.abs(x)
  return (
    /^9{3,}(\.9+)?$/.test(String(size)) ||
    size >= 1e20 ||
    [32_767, 32_768, 65_535, 2_147_483_647, 2_147_483_648].includes(size)
  )
}

/**
 * Replaces missing-value codes (−9999, 1e30) in columns by NaN, if they lie far beyond all other samples.
 * @param used columns, from 0
 * @returns doubts that report them and out-of-range words
 */
export function takeOutMarks(table: Table, used: readonly number[]): Doubt[] {
  return used.flatMap((column) => {
    const doubts: Doubt[] = []
    const words = table.missing.get(column)?.marks
    if (words) doubts.push(marked(table, column, words.count, quote(words.text), words.row))
    const samples = table.columns.get(column)!
    const found = new Map<number, { count: number; row: number }>()
    const { min, max } = rangeOf(samples)
    let own = 0
    if (!(isMark(min) || isMark(max))) return doubts
    samples.forEach((x, row) => {
      if (Number.isNaN(x)) return
      if (!isMark(x)) own = Math.max(own, Math.abs(x))
      else found.set(x, { count: (found.get(x)?.count ?? 0) + 1, row: found.get(x)?.row ?? row })
    })
    for (const [value, { count, row }] of found) {
      if (Math.abs(value) < 5 * own || count === samples.length) continue
      samples.forEach((x, i) => {
        if (x === value) samples[i] = Number.NaN
      })
      const known = table.missing.get(column)
      table.missing.set(column, {
        ...known,
        count: (known?.count ?? 0) + count,
        row: Math.min(known?.row ?? row, row),
      })
      doubts.push(marked(table, column, count, plain(value), row))
    }
    return doubts
  })
}

function marked(table: Table, column: number, count: number, what: string, row: number): Doubt {
  return {
    code: 'SAMPLES_MARKED',
    about: 'columns',
    text: `${count} ${count === 1 ? 'sample' : 'samples'} of column ${column + 1} ${count === 1 ? 'is' : 'are'} ${what}, the first in line ${table.lineOf(row)}: read as a marker of missing samples, and treated as missing.`,
  }
}

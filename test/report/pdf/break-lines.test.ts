import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnWidths, forcedWidths } from '../../../src-main/report/pdf/table/columns.ts'
import { decimalShifts } from '../../../src-main/report/pdf/table/decimal-align.ts'
import { breakLines } from '../../../src-main/report/pdf/text/break-lines.ts'

/** Each character is as wide as another. */
const measure = (text: string): number => text.length
const words = fc.array(fc.stringMatching(/^[a-z0-9/_-]{1,30}$/), { minLength: 1, maxLength: 20 })

describe('lines', () => {
  it('fit their width, and hold all that the text says', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 40 }), (list, width) => {
        const lines = breakLines(list.join(' '), width, measure)
        for (const line of lines) {
          expect(line.trimEnd().length).toBeLessThanOrEqual(width)
        }
        expect(lines.join('')).toBe(list.join(' '))
      }),
      { seed: 19, numRuns: 500 },
    )
  })

  it('break words that fit at spaces alone', () => {
    expect(breakLines('one two three', 9, measure)).toEqual(['one two ', 'three'])
    expect(breakLines('a long_name/of-a_file', 12, measure)).toEqual(['a ', 'long_name/', 'of-a_file'])
    expect(breakLines('a\n\nb', 9, measure)).toEqual(['a ', ' ', 'b'])
    expect(breakLines('', 9, measure)).toEqual([''])
  })

  it('leave a letter with its marks', () => {
    expect(breakLines('k\u0302k\u0302k\u0302', 2, measure)).toEqual(['k\u0302', 'k\u0302', 'k\u0302'])
  })
})

describe('columns', () => {
  const cells = fc.array(
    words.map((list) => list.join(' ')),
    { minLength: 1, maxLength: 5 },
  )
  const tables = fc.array(fc.record({ head: words.map((list) => list[0]), cells }), {
    minLength: 1,
    maxLength: 8,
  })

  it('fit the room, and hold their longest word where that is possible', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 20, max: 600 }), (columns, room) => {
        const both = { head: measure, cell: measure }
        const forced = forcedWidths(columns, room, both)
        // Sums of up to eight floating-point numbers of some hundreds.
        expect(forced.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(
          room + 1e-6 + columns.length,
        )
        const widths = columnWidths(columns, room, both)
        if (!widths) return
        expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(room + 1e-6)
        columns.forEach(({ head, cells: own }, j) => {
          const pieces = [head, ...own].flatMap((text) => text.match(/[^-/_ ]*[-/_]+|[^-/_ ]+/g) ?? [])
          expect(widths[j]).toBeGreaterThanOrEqual(Math.max(...pieces.map(measure)) - 1e-9)
        })
      }),
      { seed: 19, numRuns: 300 },
    )
  })
})

describe('numbers in a column', () => {
  it('have their points below each other', () => {
    expect(decimalShifts(['1.25', '−3', '10.5', '–'], measure)).toEqual([0, 3, 1, 0])
  })

  it('are right-aligned where there is more than numbers', () => {
    expect(decimalShifts(['1.25', '0.1 – 0.2'], measure)).toEqual([0, 0])
  })
})

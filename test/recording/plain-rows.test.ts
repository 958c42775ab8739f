import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src-main/model/random.ts'
import type { Dialect } from '../../src-main/recording/table/dialect.ts'
import { plainRowReader } from '../../src-main/recording/table/plain-rows.ts'

const dialect = (own: Partial<Dialect>): Dialect =>
  ({ delimiter: ',', decimal: '.', grouped: false, quoted: false, columns: 2, ...own }) as Dialect

function numbersOf(line: string, own: Partial<Dialect> = {}): number[] | null {
  const of = dialect(own)
  const values = new Float64Array(of.columns)
  const text = `9,9\n${line}\n9,9`
  return plainRowReader(of)!(text, 4, 4 + line.length, values) ? [...values] : null
}

describe('plain rows of a table', () => {
  it('have the numbers that Number reads, to the bit', () => {
    const random = createRandom(3)
    for (let turn = 0; turn < 2_000; turn++) {
      const cells = [0, 1].map(() => {
        const decimals = Math.floor(random.uniform() * 9)
        return (random.normal() * 10 ** Math.floor(random.uniform() * 7 - 2)).toFixed(decimals)
      })
      const own = turn % 2 ? ({ delimiter: ';', decimal: ',' } as const) : {}
      const line = turn % 2 ? cells.join(';').replaceAll('.', ',') : cells.join(',')
      const read = numbersOf(line, own)
      expect(read?.map((x, k) => Object.is(x, Number(cells[k])))).toEqual([true, true])
    }
    expect(numbersOf('-0,007')).toEqual([-0, 7])
    expect(numbersOf('999999999999999,0.00000000000001')).toEqual([999999999999999, 1e-14])
  })

  it('are no others: those go to the reader of cells', () => {
    for (const line of [
      '',
      '1',
      '1,',
      ',1',
      '1,2,3',
      '1,2,',
      '1, 2',
      ' 1,2',
      '1,2 ',
      '1e3,2',
      '+1,2',
      '.5,2',
      '5.,2',
      '1,--2',
      '1,-',
      '1,2#',
      'a,1',
      '1,NaN',
      '1,0x1f',
      '0.1234567890123456,1',
      '1.2.3,4',
      '"1",2',
      '1\t2',
      '1,2%',
    ])
      expect(numbersOf(line)).toBeNull()
    expect(plainRowReader(dialect({ quoted: true }))).toBeNull()
    expect(plainRowReader(dialect({ delimiter: ' ' }))).toBeNull()
    expect(plainRowReader(dialect({ decimal: ',' }))).toBeNull()
  })
})

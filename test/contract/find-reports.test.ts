import { describe, expect, it } from 'vitest'
import {
  anyReport,
  asksForAny,
  type FoundLine,
  findReports,
  type ReportQuery,
  reportOrders,
} from '../../src-main/contract/find-reports.ts'
import { choicesOf } from '../../src-main/contract/report-choices.ts'
import { noNotes } from '../../src-main/contract/written.ts'
import { createRandom } from '../../src-main/model/random.ts'

const parameters = (theta0: number) => [{ name: 'theta0', symbol: 'θ₀', posterior: { q50: theta0 } }]
/** Noon, so that the day is the same wherever this runs. */
const at = (day: string) => new Date(`${day}T12:00:00`).toISOString()

const lines: FoundLine[] = [
  {
    id: 'a',
    createdAt: at('2026-03-01'),
    recordingName: 'cell2.csv',
    modelName: 'Rudi 2022',
    level: 'ok',
    parameters: parameters(0.4),
    notes: { title: 'Zürich, first', tags: ['Slice 3'], note: 'washed out', group: 'control' },
  },
  {
    id: 'b',
    createdAt: at('2026-03-02'),
    recordingName: 'cell10.csv',
    modelName: 'Recording',
    level: 'unreliable',
    parameters: parameters(0.5),
    notes: { ...noNotes, tags: ['slice 3', 'drug'] },
  },
  {
    id: 'c',
    createdAt: at('2026-03-03'),
    recordingName: 'cell2.csv',
    modelName: 'Recording',
    level: 'caution',
    parameters: parameters(-0.2),
  },
  { id: 'over-time', createdAt: at('2026-03-04'), recordingName: 'Cell1.csv', modelName: 'Recording' },
]
const found = (query: Partial<ReportQuery>) =>
  findReports(lines, { ...anyReport, ...query }).map(({ id }) => id)

describe('reports are found', () => {
  it.each<[string, Partial<ReportQuery>, string[]]>([
    ['by nothing: all of them, newest first', {}, ['over-time', 'c', 'b', 'a']],
    ['by a recording’s name', { text: 'cell10' }, ['b']],
    ['by a title, without its accents and capital letters', { text: 'zurich' }, ['a']],
    ['by words of title, tag and note in any order', { text: ' WASHED  slice first ' }, ['a']],
    ['by a group as a text', { text: 'control' }, ['a']],
    ['by no text that runs from one field into another', { text: 'csvZürich' }, []],
    ['by verdict', { level: 'caution' }, ['c']],
    ['by model', { model: 'Recording' }, ['over-time', 'c', 'b']],
    ['by tag, whatever its case', { tag: 'SLICE 3' }, ['b', 'a']],
    ['by a whole tag only', { tag: 'slice' }, []],
    ['by group', { group: 'control' }, ['a']],
    ['from a day on', { from: '2026-03-03' }, ['over-time', 'c']],
    ['up to a day, itself included', { to: '2026-03-02' }, ['b', 'a']],
    [
      'by the range of a median; numbers that are not shown are in none',
      { parameter: { name: 'theta0', from: -0.2, to: 1 } },
      ['c', 'a'],
    ],
    ['by a range with an open end', { parameter: { name: 'theta0', from: null, to: 0 } }, ['c']],
    ['by a parameter that none has: not at all', { parameter: { name: 'gNa', from: null, to: null } }, []],
    ['by all that is asked at once', { text: 'cell2', model: 'Recording', level: 'caution' }, ['c']],
  ])('%s', (_, query, ids) => {
    expect(found(query)).toEqual(ids)
    expect(asksForAny({ ...anyReport, ...query })).toBe(Object.keys(query).length > 0)
  })

  it('without a change of the list that was given', () => {
    const before = lines.map(({ id }) => id)
    findReports(lines, anyReport, 'name')
    expect(lines.map(({ id }) => id)).toEqual(before)
  })

  it('where spaces alone are typed: all', () => {
    expect(found({ text: '  ' })).toHaveLength(lines.length)
    expect(asksForAny({ ...anyReport, text: '  ' })).toBe(false)
  })
})

describe('the order', () => {
  it.each([
    ['newest', ['over-time', 'c', 'b', 'a']],
    ['oldest', ['a', 'b', 'c', 'over-time']],
    // By the title where there is one, and numbers by their size.
    ['name', ['over-time', 'c', 'b', 'a']],
    ['verdict', ['a', 'c', 'b', 'over-time']],
  ] as const)('%s', (order, ids) => {
    expect(findReports(lines, anyReport, order).map(({ id }) => id)).toEqual(ids)
  })

  it('does not depend on how the list came, and leaves none out', () => {
    const random = createRandom(7)
    const many = Array.from({ length: 300 }, (_, k) => ({
      ...lines[k % lines.length],
      id: `${k}`,
      createdAt: new Date(1.77e12 + k * 3600_000).toISOString(),
    }))
    const keys = many.map(() => random.uniform())
    const shuffled = many.map((line, k) => ({ line, key: keys[k] })).sort((a, b) => a.key - b.key)
    for (const order of reportOrders) {
      const ids = (all: FoundLine[]) => findReports(all, anyReport, order).map(({ id }) => id)
      expect(ids(shuffled.map(({ line }) => line))).toEqual(ids(many))
      expect(ids(many)).toHaveLength(many.length)
    }
  })
})

it('a list can be filtered by what is in it, each once', () => {
  expect(choicesOf(lines)).toEqual({
    models: ['Recording', 'Rudi 2022'],
    tags: ['drug', 'Slice 3'],
    groups: ['control'],
    parameters: [{ name: 'theta0', symbol: 'θ₀' }],
  })
})

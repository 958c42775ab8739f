import { describe, expect, it } from 'vitest'
import { placeReports, readGroups } from '../../src-main/report/groups/read-groups.ts'

const text = 'Condition;cell;recording;sweep\r\nA;c1;one.abf;\r\nB;c2;two;sweep 1\r\nA;c2;two;sweep 2\r\n'

describe('a table of groups', () => {
  it('is read by its columns, whatever separates them', () => {
    expect(readGroups(text, 'g.csv')).toEqual([
      { recording: 'one.abf', cell: 'c1', condition: 'A' },
      { recording: 'two', sweep: 'sweep 1', cell: 'c2', condition: 'B' },
      { recording: 'two', sweep: 'sweep 2', cell: 'c2', condition: 'A' },
    ])
  })

  it.each([
    ['', /no rows/],
    ['recording,cell\na,b\n', /no column condition.*recording, cell/s],
    ['recording,cell,condition\na,,A\n', /row 2: the cell is empty/],
    ['recording,cell,condition\na,1,A\nb,2,B\na,3,B\n', /rows 2 and 4: a occurs twice/],
  ])('refuses %j', (bad, message) => {
    expect(() => readGroups(bad, 'g.csv')).toThrow(message)
  })

  it('places reports by name and sweep', () => {
    const report = (name: string, sweep: string) => ({ recording: { name, sweep } })
    const reports = [
      report('one.abf', 'v1'),
      report('one.abf', 'v2'),
      report('two.abf', 'sweep 1'),
      report('two.abf', 'sweep 3'),
      report('three.abf', 'v1'),
    ]
    const { conditions, unnamed, missing } = placeReports(readGroups(text, 'g.csv'), reports)
    expect(conditions).toEqual([
      {
        name: 'A',
        cells: [
          { name: 'c1', reports: reports.slice(0, 2) },
          { name: 'c2', reports: [] },
        ],
      },
      { name: 'B', cells: [{ name: 'c2', reports: [reports[2]] }] },
    ])
    expect(unnamed).toEqual(reports.slice(3))
    expect(missing).toEqual([{ recording: 'two', sweep: 'sweep 2', cell: 'c2', condition: 'A' }])
  })
})

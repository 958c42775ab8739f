import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { Report } from '../../src-main/contract/reports.ts'
import { toCsv } from '../../src-main/report/csv.ts'
import { exportReport } from '../../src-main/report/export.ts'
import { report } from '../services/fixtures.ts'

describe('CSV', () => {
  it('quotes after RFC 4180', () => {
    expect(toCsv([['plain', 'a,b', 'a "b"', 'two\nlines', '', null, 1.5, -2e-9]])).toBe(
      'plain,"a,b","a ""b""","two\nlines",,,1.5,-2e-9\r\n',
    )
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1'])('makes %j no formula', (text) => {
    const [[cell]] = Papa.parse<string[]>(toCsv([[text]])).data
    expect(cell).toBe(`'${text}`)
  })

  it('leaves numbers as they are, and writes none where there is none', () => {
    expect(toCsv([[-1, 0.1, 1e21, Number.NaN, Number.POSITIVE_INFINITY]])).toBe('-1,0.1,1e+21,,\r\n')
  })
})

describe('a report as a file', () => {
  it('as JSON is the whole report', () => {
    const { fileName, mime, text } = exportReport(report(), 'json')
    expect(Report.parse(JSON.parse(text))).toEqual(report())
    expect(mime).toBe('application/json')
    expect(fileName).toBe('cell07-v1-20260314-092653-0123456789.json')
  })

  it('as CSV leaves the network’s columns empty where a point network does not read the parameter', () => {
    const { model } = report()
    const read = report({ model: { ...model, reads: ['theta0'] } })
    const { data } = Papa.parse<Record<string, string>>(exportReport(read, 'csv').text, { header: true })
    expect(data[0]).toMatchObject({ parameter: 'theta0', network_sd: '0.02' })
    expect(data[1]).toMatchObject({ parameter: 'theta1', network_mean: '', network_sd: '', prior_sd: '0.3' })
  })

  it('as CSV has a line for each parameter and each quantity drawn from one', () => {
    const { mime, text } = exportReport(report(), 'csv')
    expect(mime).toBe('text/csv')
    const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
    expect(errors).toEqual([])
    const names = report().parameters.map(({ name }) => name)
    expect(data.map((row) => row.parameter)).toEqual([...names, 'rho: correlation time'])
    expect(data[1]).toMatchObject({
      recording: 'cell07.csv',
      sweep: 'v1',
      from_ms: '0',
      to_ms: '200',
      model: 'Rudi 2022',
      seed: '7',
      verdict: 'caution',
      mean: '1.5',
      sd: '0.01',
      q05: '1.48',
      q50: '1.501',
      q95: '1.52',
      network_sd: '0.02',
      prior_sd: '0.3',
      prior_lower: '-1',
      prior_upper: '9',
    })
    expect(data[4]).toMatchObject({ unit: 'ms', mean: '3.5', network_mean: '', prior_upper: '' })
  })

  it('as CSV says in every row what the reading of the file left open', () => {
    const { recording } = report()
    const open = report({
      recording: { ...recording, doubts: [{ code: 'VOLTAGE_IMPLAUSIBLE', text: 'No membrane’s.' }] },
    })
    const rows = (text: string) =>
      Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data
    const said = rows(exportReport(open, 'csv').text)
    expect(said.length).toBeGreaterThan(1)
    for (const row of said) expect(row.doubts).toBe('No membrane’s.')
    expect(rows(exportReport(report(), 'csv').text)[0].doubts).toBe('')
  })

  it('as CSV has the ends of all central intervals, where the report has them', () => {
    const [first, ...others] = report().parameters
    const ends = (at: number) =>
      [0.5, 0.8, 0.9, 0.95].map((share) => ({ share, from: at - share, to: at + share }))
    const with1 = report({
      parameters: [{ ...first, intervals: { posterior: ends(1), network: ends(2) } }, ...others],
    })
    const { data } = Papa.parse<Record<string, string>>(exportReport(with1, 'csv').text, { header: true })
    expect(data[0]).toMatchObject({ q025: '0.050000000000000044', q10: '0.19999999999999996', q25: '0.5' })
    expect(data[0]).toMatchObject({ q75: '1.5', q90: '1.8', q975: '1.95', network_q10: '1.2', q05: '0.48' })
    expect(data[1]).toMatchObject({ q025: '', network_q975: '', assumption: '' })
    expect(Object.values(data[0])).not.toContain(undefined)
  })

  it('keeps a hostile name from being a formula or a path', () => {
    const { recording } = report()
    const hostile = report({ recording: { ...recording, name: '=cmd|"/c calc"!A1', sweep: '../../etc' } })
    const { fileName, text } = exportReport(hostile, 'csv')
    expect(fileName).toMatch(/^[A-Za-z0-9-]+\.csv$/)
    expect(text).toContain('"\'=cmd|""/c calc""!A1"')
  })

  it('has a name also where the recording’s has no letters', () => {
    const { recording } = report()
    const { fileName } = exportReport(
      report({ recording: { ...recording, name: '记录.csv', sweep: 'μ' } }),
      'json',
    )
    expect(fileName).toBe('recording-20260314-092653-0123456789.json')
  })
})

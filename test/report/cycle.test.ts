import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { windowJson } from '../../src-main/cli/over-time-lines.ts'
import { jsonLine, textLines } from '../../src-main/cli/report-lines.ts'
import { entryOf } from '../../src-main/contract/report-entry.ts'
import { assumptionOf, Report } from '../../src-main/contract/reports.ts'
import type { SeriesParameter, SeriesWindow } from '../../src-main/contract/series.ts'
import { findChanges } from '../../src-main/jobs/over-time/find-changes.ts'
import { exportReport } from '../../src-main/report/export.ts'
import { report } from '../services/fixtures.ts'
import { cycleReport, nextStep } from '../support/cycle/cycle-report.ts'

function csvRows(of: Report): Record<string, string>[] {
  const { text } = exportReport(of, 'csv')
  const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
  expect(errors).toEqual([])
  return data
}

describe('a report with a spike cycle', () => {
  it('as JSON comes back as it was', () => {
    expect(Report.parse(JSON.parse(exportReport(cycleReport(), 'json').text))).toEqual(cycleReport())
  })

  it('as CSV has a line for each ratio, and says what a parameter is assumed with', () => {
    const rows = csvRows(cycleReport())
    const of = (name: string) => rows.find(({ parameter }) => parameter === name)
    expect(of('gNa/gKd')).toMatchObject({
      unit: '',
      mean: '4.02',
      q50: '4.02',
      network_mean: '',
      prior_upper: '',
      assumption: '',
    })
    expect(of('gL')?.assumption).toBe('biased if the cell has currents that the model lacks')
    expect(of('eK')?.assumption).toBe('assumed: the prior gives it')
    expect(of('vT')).toMatchObject({ unit: 'mV', assumption: '' })
  })

  it('on the command line marks what is assumed, says why, and has a line for each ratio', () => {
    const lines = textLines('ramp.csv', cycleReport())
    expect(lines.find((line) => line.includes('gNa/gKd'))).toMatch(/^ {2}gNa\/gKd +4\.02 +3\.48 to 4\.56$/)
    expect(lines.find((line) => line.includes('gL (mS/cm²)'))).toMatch(/gL \(mS\/cm²\) \* /)
    expect(lines.find((line) => line.includes('VT (mV)'))).not.toContain('*')
    expect(lines).toContain('  * gL, Idrive: biased if the cell has currents that the model lacks')
    expect(lines).toContain('  * ENa, EK: assumed: the prior gives it')
  })

  it('as a line of JSON says ratios and assumptions by name', () => {
    const line = JSON.parse(jsonLine('ramp.csv', cycleReport()))
    expect(line.ratios['gNa/gKd']).toEqual(cycleReport().cycle!.ratios[0].posterior)
    expect(Object.keys(line.weak)).toEqual(['gL', 'iDrive', 'eNa', 'eK'])
  })
})

describe('where only some numbers of a report stand', () => {
  const weak = 'biased if the cell has currents that the model lacks'

  it('its line in the list says what rests on an assumption', () => {
    const of = Object.fromEntries(
      entryOf(cycleReport()).parameters.map(({ name, assumption }) => [name, assumption]),
    )
    expect(of).toMatchObject({ gL: weak, eK: 'assumed: the prior gives it' })
    expect([of.vT, of.q]).toEqual([undefined, undefined])
  })

  it('so do lines of windows over time, and what is said of its changes', () => {
    const described: SeriesParameter[] = cycleReport().parameters.map(({ prior, ...one }) => ({
      ...one,
      prior,
      comparable: true,
      assumption: assumptionOf(cycleReport(), one.name),
    }))
    const windows: SeriesWindow[] = Array.from({ length: 6 }, (_, index) => ({
      index,
      window: { from: 100 * index, to: 100 * (index + 1) },
      seed: index,
      outcome: 'estimated',
      level: 'caution',
      text: '',
      concerns: [],
      parameters: cycleReport().parameters.map(({ name, posterior }) => ({
        name,
        posterior: name === 'gL' ? { ...posterior, mean: 1 + index, sd: 0.01 } : posterior,
        derived: [],
      })),
      features: [],
      ess: 1000,
      seconds: 1,
    }))
    const line = JSON.parse(windowJson('a.csv', 'v', 'm', windows[0], described))
    expect(line.weak.gL).toBe(weak)
    expect(JSON.parse(windowJson('a.csv', 'v', 'm', windows[0], []))).not.toHaveProperty('weak')
    const said = findChanges(described, windows).text.filter((text) => text.startsWith('gL '))
    expect(said).toHaveLength(1)
    expect(said[0]).toContain(`(${weak})`)
  })
})

describe('a report without one', () => {
  it('says nothing of it, and keeps its bytes', () => {
    expect(JSON.stringify(Report.parse(report()))).not.toMatch(/cycle|"next"/)
    const line = JSON.parse(jsonLine('cell07.csv', report()))
    expect(line).not.toHaveProperty('ratios')
    expect(line).not.toHaveProperty('next')
    expect(textLines('cell07.csv', report()).join('\n')).not.toMatch(/\*|Next:/)
    expect(csvRows(report())[0].assumption).toBe('')
  })
})

describe('the next step', () => {
  const verdict = { ...report().verdict, next: nextStep }
  const unfit = report({ verdict })

  it('is said with the command that takes it', () => {
    const said = (file: string, model: string | null) =>
      textLines(file, unfit, model).filter((line) => line.includes('Next:'))
    expect(said('cell07.csv', 'spike-cycle')).toEqual([
      '  Next: Try Hodgkin–Huxley on the spike cycle (nagumo estimate cell07.csv --model spike-cycle)',
    ])
    expect(said('cell 7.csv', 'spike-cycle')[0]).toContain('nagumo estimate "cell 7.csv" --model')
    expect(said('cell07.csv', null)[0]).toContain('no such model in the library')
  })

  it('is in the line of JSON, with the model’s id', () => {
    expect(JSON.parse(jsonLine('cell07.csv', unfit, 'spike-cycle')).next).toEqual({
      text: nextStep.text,
      model: 'spike-cycle',
    })
  })
})

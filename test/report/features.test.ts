import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { textLines } from '../../src-main/cli/report-lines.ts'
import { Report } from '../../src-main/contract/reports.ts'
import { measureFeatures } from '../../src-main/recording/index.ts'
import { exportReport } from '../../src-main/report/export.ts'
import { report } from '../services/fixtures.ts'
import { spikesAt } from '../signal/features/synthetic.ts'

const features = measureFeatures(spikesAt([50, 150, 270]), { window: { from: 0, to: 400 } })
const measured = (level: 'ok' | 'unreliable') => report({ features, verdict: { ...report().verdict, level } })

describe('the features of a report', () => {
  it('are null in one from before there were any', () => {
    const { features: _, ...old } = report()
    expect(Report.parse(old).features).toBeNull()
  })

  it('as JSON come back as they were', () => {
    const { text } = exportReport(measured('ok'), 'json')
    expect(Report.parse(JSON.parse(text)).features).toEqual(features)
  })

  it('as CSV have a line each, below the parameters', () => {
    const { text } = exportReport(measured('ok'), 'csv')
    const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
    expect(errors).toEqual([])
    const count = data.find((row) => row.parameter === 'feature: spike_count')
    expect(count).toMatchObject({ recording: 'cell07.csv', unit: '', mean: '3', sd: '', network_mean: '' })
    const width = data.find((row) => row.parameter === 'feature: spike_half_width')
    expect(width?.unit).toBe('ms')
    expect(Number(width?.mean)).toBeCloseTo(3.3, 6)
    // What is not defined has none.
    expect(data.some((row) => row.parameter === 'feature: voltage_base')).toBe(false)
  })

  it('stand before the parameters where these are not to be trusted', () => {
    const order = (level: 'ok' | 'unreliable') => {
      const text = textLines('cell07.csv', measured(level)).join('\n')
      return Math.sign(text.indexOf('Spike count') - text.indexOf('θ₀'))
    }
    expect(order('unreliable')).toBe(-1)
    expect(order('ok')).toBe(1)
  })
})

import { describe, expect, it } from 'vitest'
import { chance } from '../../src-main/contract/numbers.ts'
import { noNotes } from '../../src-main/contract/written.ts'
import { journalPresets } from '../../src-main/report/figure-file/journals.ts'
import { drawnWidth } from '../../src-main/report/figure-file/print-size.ts'
import { usualChoice, withJournal } from '../../src-renderer/lib/figure-files.ts'
import { cellKey, conditionsOf, sharedParameters } from '../../src-renderer/lib/group-choice.ts'
import type { ReportEntry } from '../../src-renderer/lib/types.ts'

const summary = { mean: 0, sd: 1, q05: -1, q50: 0, q95: 1 }

function entry(recordingName: string, group: string, changes: Partial<ReportEntry> = {}): ReportEntry {
  const describe = (name: string, of: 'neuron' | 'recording' | 'noise') => ({
    name,
    symbol: name,
    unit: null,
    meaning: name,
    group: of,
    posterior: summary,
  })
  return {
    id: `${recordingName}-${group}`,
    createdAt: '2026-03-14T09:00:00.000Z',
    recordingName,
    recordingId: recordingName,
    sweepIndex: 0,
    sweep: 'v1',
    window: { from: 0, to: 200 },
    modelName: 'Rudi 2022',
    level: 'ok',
    headline: '',
    parameters: [
      describe('theta0', 'neuron'),
      describe('phase', 'recording'),
      describe('tau', 'recording'),
      describe('gain', 'recording'),
    ],
    ...(group && { notes: { ...noNotes, group } }),
    ...changes,
  }
}

describe('conditions', () => {
  const entries = [
    entry('cell10.csv', 'drug'),
    entry('cell2.csv', 'drug'),
    entry('cell2.csv', 'control', { id: 'again' }),
    entry('cell3.csv', ''),
  ]

  it('are the groups that reports have, each with its recordings as cells, in the order of their numbers', () => {
    const found = conditionsOf(entries)
    expect(found.map(({ name, cells }) => [name, cells.map((cell) => cell.name)])).toEqual([
      ['control', ['cell2']],
      ['drug', ['cell2', 'cell10']],
    ])
  })

  it('put recordings with one cell name together, in their own condition only', () => {
    const [control, drug] = conditionsOf(entries, { [cellKey('drug', 'cell10.csv')]: 'cell2' })
    expect(drug.cells).toMatchObject([{ name: 'cell2', reports: [{}, {}] }])
    expect(control.cells[0].reports).toHaveLength(1)
  })

  it('have the parameters that all usable reports share; where a cycle begins is of no cell', () => {
    const without = entry('cell4.csv', 'drug', { parameters: [], level: 'unreliable' })
    const shared = sharedParameters(conditionsOf([...entries, without]))
    expect(shared.map(({ name, usual }) => [name, usual])).toEqual([
      ['theta0', true],
      ['tau', true],
      ['gain', false],
    ])
  })
})

describe('a choice of figures', () => {
  it('fits every journal in every column that it has', () => {
    for (const { id, minFontSizePt, maxFontSizePt, ...preset } of journalPresets)
      for (const column of ['single', 'oneAndAHalf', 'double'] as const) {
        const choice = withJournal(usualChoice, id, column)
        expect(choice.widthMm).toBe(preset[column] ?? preset.single)
        expect(choice.fontSizePt).toBeGreaterThanOrEqual(minFontSizePt)
        expect(choice.fontSizePt).toBeLessThanOrEqual(maxFontSizePt ?? 24)
        expect(drawnWidth(choice)).toBeGreaterThan(0)
      }
  })
})

it('a share of draws is neither none nor all', () => {
  expect([0, 0.5, 1].map(chance)).toEqual(['< 0.1 %', '50 %', '> 99.9 %'])
})

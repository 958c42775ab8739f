import { describe, expect, it } from 'vitest'
import { groupReports } from '../../../src-main/inference/groups/group-reports.ts'
import { newestOfEach } from '../../../src-main/inference/groups/same-sweep.ts'
import { madeCondition, madeReport } from './made-reports.ts'

const [a, b] = [madeCondition('A', 5, 0.3), madeCondition('B', 5, 0.5)]
const unreliable = {
  verdict: { level: 'unreliable' as const, headline: 'The neuron is silent.', reasons: [] },
}

describe('reports as groups', () => {
  it('are told apart by condition and cell, on natural scales', () => {
    const { parameters, conditions, leftOut } = groupReports([a, b])
    expect(conditions).toEqual([
      { name: 'A', cells: 5, sweeps: 5 },
      { name: 'B', cells: 5, sweeps: 5 },
    ])
    expect(leftOut).toEqual([])
    expect(parameters.map(({ name, scale }) => [name, scale])).toEqual([
      ['theta0', 'difference'],
      ['theta1', 'difference'],
      ['sigma', 'ratio'],
      ['rho', 'correlation'],
    ])
  })

  it('are refused with fewer than three cells, with what to do', () => {
    const lost = madeReport('lost.csv', { theta0: 0.5, changes: unreliable })
    const few = { name: 'B', cells: [...b.cells.slice(0, 2), { name: 'lost', reports: [lost] }] }
    expect(() => groupReports([a, few])).toThrow(
      /Condition “B” has 2 cells.*3 at least.*The neuron is silent.*Record more cells/s,
    )
  })

  it('count without those that are unreliable, which are named', () => {
    const lost = madeReport('lost.csv', { theta0: 0.5, changes: unreliable })
    const { leftOut, cautions, conditions } = groupReports([
      a,
      { name: 'B', cells: [...b.cells, { name: 'lost', reports: [lost] }] },
    ])
    expect(leftOut).toEqual([
      { label: 'lost.csv, v1', condition: 'B', reason: 'unreliable: The neuron is silent.' },
    ])
    expect(conditions[1].cells).toBe(5)
    expect(cautions.join(' ')).toContain('1 report does not count')
  })

  it('are refused where a sweep is in both conditions, or counts twice', () => {
    const shared = { name: 'B', cells: [...b.cells, { name: 'again', reports: a.cells[0].reports }] }
    expect(() => groupReports([a, shared])).toThrow(/in both conditions, “A” and “B”/)
    const again = { ...a.cells[0].reports[0], id: 'another-0123456789' }
    const twice = {
      name: 'A',
      cells: [{ name: 'A0', reports: [...a.cells[0].reports, again] }, ...a.cells.slice(1)],
    }
    expect(() => groupReports([twice, b])).toThrow(/two reports of the same samples.*Keep one/s)
    expect(newestOfEach([again, a.cells[0].reports[0]]).kept).toHaveLength(1)
  })

  it('are refused where the model or a unit is another one', () => {
    const forward = a.cells[0].reports[0].forward!
    const other = madeCondition('B', 4, 0.5, {
      forward: { ...forward, neuron: { id: 'other', name: 'Other' } },
    })
    expect(() => groupReports([a, other])).toThrow(/different models: FitzHugh–Nagumo.*Other/s)
    const inMv = b.cells.map(({ name, reports: [one] }) => ({
      name,
      reports: [
        {
          ...one,
          parameters: one.parameters.map((p) => ({ ...p, unit: p.name === 'theta0' ? 'mV' : p.unit })),
        },
      ],
    }))
    expect(() => groupReports([a, { name: 'B', cells: inMv }])).toThrow(/θ₀ is in no unit in .* and in mV in/)
  })

  it('warn of another prior, of a limit, of a cell in both conditions', () => {
    const pressed = b.cells.map((_, i) => madeReport(`p${i}.csv`, { theta0: 1.05, seed: i + 1 }))
    const wider = pressed.map((one, i) => ({
      name: i === 0 ? 'A0' : `B${i}`,
      reports: [
        {
          ...one,
          parameters: one.parameters.map((p) => ({
            ...p,
            priorDensity:
              p.name === 'theta1'
                ? { x: p.priorDensity.x, y: p.priorDensity.x.map(() => 1) }
                : p.priorDensity,
          })),
        },
      ],
    }))
    const { parameters, cautions } = groupReports([a, { name: 'B', cells: wider }], { unpaired: true })
    expect(parameters[0].cautions.join(' ')).toMatch(/5 of 10 sweeps θ₀ is truncated by a limit.*\(1\)/)
    expect(parameters[1].cautions.join(' ')).toContain('2 different priors of θ₁')
    expect(cautions.join(' ')).toContain('in more than one condition (A0)')
  })

  it('warn where posteriors are hardly narrower than their prior', () => {
    const [theta0, , sigma] = groupReports([a, b]).parameters
    expect(theta0.cautions.join(' ')).not.toContain('hardly more')
    expect(sigma.cautions.join(' ')).toContain('10 of 10 sweeps are hardly more informative about σ')
  })

  it('know no parameter but those that all have', () => {
    expect(() => groupReports([a, b], { parameters: ['gNa'] })).toThrow(/no parameter “gNa”.*theta0, theta1/s)
    expect(groupReports([a, b], { parameters: ['theta0'] }).parameters).toHaveLength(1)
  })

  describe('of the same cells in two conditions', () => {
    const named = (names: readonly string[]) => ({
      name: 'B',
      cells: b.cells.map((cell, i) => ({ ...cell, name: names[i] ?? cell.name })),
    })

    it('are paired from three cells on, and told so', () => {
      const { parameters, cautions } = groupReports([a, named(['A0', 'A1', 'A2'])])
      expect(parameters.map(({ paired }) => paired)).toEqual([true, true, true, true])
      expect(cautions.join(' ')).toMatch(
        /3 cells are in both conditions and taken as the same.*4 cells are in one/,
      )
      expect(cautions.join(' ')).not.toContain('different cells: the interval')
    })

    it('are different ones where that is asked for, and told so', () => {
      const { parameters, cautions } = groupReports([a, named(['A0', 'A1', 'A2'])], { unpaired: true })
      expect(parameters.some(({ paired }) => paired)).toBe(false)
      expect(cautions.join(' ')).toContain('3 cells are in more than one condition (A0, A1, A2)')
    })

    it('are refused where there are one or two, with what to do', () => {
      expect(() => groupReports([a, named(['A0'])])).toThrow(/Cell “A0” is in both.*3 such cells.*--unpaired/)
      expect(() => groupReports([a, named(['A0', 'A1'])])).toThrow(/Cells “A0” and “A1” are in both/)
    })

    it('are different ones among three conditions, and told how to pair them', () => {
      const c = madeCondition('C', 4, 0.4)
      const { parameters, cautions } = groupReports([a, named(['A0', 'A1', 'A2']), c])
      expect(parameters[0].paired).toBe(false)
      expect(cautions.join(' ')).toContain('Only two conditions can be compared within cells.')
    })
  })

  it('are refused where draws are no numbers', () => {
    const [first, ...others] = b.cells
    const [report] = first.reports
    const draws = report.draws.map((row, i) => (i < 3 ? row.map(() => Number.NaN) : row))
    const broken = { name: 'B', cells: [{ ...first, reports: [{ ...report, draws }] }, ...others] }
    expect(() => groupReports([a, broken])).toThrow(/3 of 400 draws of θ₀ of b0.csv, v1 are no numbers/)
  })
})

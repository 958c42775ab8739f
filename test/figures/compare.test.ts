import { describe, expect, it } from 'vitest'
import type { GroupParameterAnswer } from '../../src-main/contract/groups.ts'
import { forestHeight, forestSpec } from '../../src-main/figures/charts/compare/forest-chart.ts'
import {
  describeGroupCharts,
  effectForest,
  groupForest,
} from '../../src-main/figures/charts/compare/group-charts.ts'
import { figureToSvg } from '../../src-main/figures/figure-to-svg.ts'
import { plotFigure } from '../../src-main/figures/plot-figure.ts'
import { paperTheme } from '../../src-main/figures/theme/theme.ts'

const spread = (q50: number, width: number) => ({
  mean: q50,
  sd: width,
  q05: q50 - 2 * width,
  q25: q50 - width,
  q50,
  q75: q50 + width,
  q95: q50 + 2 * width,
})

describe('a forest plot', () => {
  const rows = [
    { label: 'first', value: spread(1, 0.1), mark: 'ok' as const },
    {
      label: 'a name that is much longer than an axis has room for it',
      value: spread(2, 0.2),
      mark: 'unreliable' as const,
    },
    { label: 'none', value: null, mark: 'caution' as const },
  ]
  const spec = forestSpec({ title: 'θ₀', rows, prior: { q05: -5, q95: 1.5 }, none: 0 })

  it('has thin lines of 90 % and thick ones of 50 %, the first row on top', () => {
    const lines = spec.series.filter(({ line, data }) => line && data[0].y === data[1]?.y)
    expect(lines.map(({ data, line }) => [data[0].x, data[1].x, data[0].y, line!.width])).toEqual([
      [0.8, 1.2, 3, 1.5],
      [1.6, 2.4, 2, 1.5],
      [0.9, 1.1, 3, 5],
      [1.8, 2.2, 2, 5],
    ])
  })

  it('tells verdicts by shape, and shows the value to hold against', () => {
    expect(spec.series.flatMap(({ points }) => points?.shape ?? [])).toEqual(['circle', 'square'])
    expect(spec.x.range.from).toBeLessThan(0)
  })

  it('draws the prior as far as it is in view', () => {
    expect(spec.marks?.shade).toEqual({ from: spec.x.range.from, to: 1.5, color: 'prior' })
  })

  it('is drawn with its labels, long ones shortened', () => {
    const svg = figureToSvg(plotFigure(spec, 700, forestHeight({ rows })), 'a forest', paperTheme)
    expect(svg).toContain('first')
    expect(svg).toContain('a name that is much …')
  })
})

describe('plots of groups', () => {
  const condition = (name: string) => ({
    name,
    centre: spread(1, 0.1),
    cellSd: spread(0.1, 0.01),
    cells: [
      {
        name: `${name}1`,
        value: spread(1, 0.1),
        sweeps: [
          { label: 'x', level: 'ok' as const, posterior: spread(1, 0.1) },
          { label: 'y', level: 'caution' as const, posterior: spread(1, 0.1) },
        ],
      },
    ],
  })
  const parameter: GroupParameterAnswer = {
    name: 'sigma',
    symbol: 'σ',
    unit: null,
    scale: 'ratio',
    conditions: [condition('A'), condition('B')],
    sweepSd: null,
    effects: [
      {
        from: 'A',
        to: 'B',
        effect: spread(1.4, 0.1),
        probabilityHigher: 1,
        told: true,
        text: 'σ is larger.',
        density: { x: [], y: [] },
      },
    ],
    cautions: [],
    sampling: { converged: true, rHat: 1, bulkEss: 1000, tailEss: 1000, chains: 4, draws: 3000 },
  }

  it('mark a cell by the worst of its sweeps and a centre by a shape of its own', () => {
    expect(groupForest(parameter).rows.map(({ label, mark }) => [label, mark])).toEqual([
      ['A1 (2)', 'caution'],
      ['A: centre', 'sum'],
      ['B1 (2)', 'caution'],
      ['B: centre', 'sum'],
    ])
  })

  it('hold a ratio against 1, and a difference against 0', () => {
    expect(effectForest(parameter)).toMatchObject({ none: 1, rows: [{ label: 'B/A' }] })
    expect(effectForest({ ...parameter, scale: 'difference' })).toMatchObject({
      none: 0,
      rows: [{ label: 'B − A' }],
    })
    expect(describeGroupCharts(parameter)).toContain('σ is larger.')
  })
})

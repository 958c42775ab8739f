import { describe, expect, it } from 'vitest'
import { traceData } from '../../src-main/contract/data.ts'
import { residualTimes } from '../../src-main/figures/charts/residuals/residual-times.ts'
import { dataAxisSpec, dataHeightsSpec } from '../../src-main/figures/plot/data-axes.ts'

const summary = {
  axis: { name: 'number', unit: null },
  value: { name: 'mean and sd of the response', symbol: 'y', unit: 'mV' },
}

describe('axes of data', () => {
  it('are time where the data are a trace, else their place in a list', () => {
    expect(dataAxisSpec(traceData, { from: 0, to: 200 }).title).toBe('time, ms')
    expect(dataAxisSpec(traceData, { from: 0, to: 20_000 }).title).toBe('time, s')
    expect(dataAxisSpec(summary, { from: 1, to: 40 }).title).toBe('number')
  })

  it('have the unit of the recording, else that of the data', () => {
    const range = { from: -1, to: 1 }
    expect(dataHeightsSpec(traceData, 'none', range).title).toBe('u, model units')
    expect(dataHeightsSpec(traceData, 'mV', range).title).toBe('voltage, mV')
    expect(dataHeightsSpec(summary, 'none', range).title).toBe('y, mV')
  })
})

describe('residuals', () => {
  it('stand at the times of the fit, or at the denser ones of the recording’s own samples', () => {
    const t = [10, 12, 14]
    expect(residualTimes(t, { values: [1, 2, 3] })).toEqual({ t, interval: 2 })
    expect(residualTimes(t, { values: [1, 2, 3, 4, 5], interval: 1 })).toEqual({
      t: [10, 11, 12, 13, 14],
      interval: 1,
    })
  })
})

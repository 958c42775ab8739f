import { describe, expect, it } from 'vitest'
import type { HeldOut } from '../../src-main/contract/cells.ts'
import { describeFi, fiSpec, readBand } from '../../src-main/figures/charts/cell/current-charts.ts'
import { describeHeldOut, heldOutSpec } from '../../src-main/figures/charts/cell/held-out-chart.ts'
import {
  describeRaster,
  drawnCommandSpec,
  predictedRateSpec,
} from '../../src-main/figures/charts/cell/prediction-charts.ts'
import { figureToSvg } from '../../src-main/figures/figure-to-svg.ts'
import { plotFigure } from '../../src-main/figures/plot-figure.ts'
import { paperTheme } from '../../src-main/figures/theme/theme.ts'
import { readCommandTable, readSegments } from '../../src-renderer/lib/drawn-command.ts'
import { emptyStatedDraft, readStated } from '../../src-renderer/lib/stated-steps.ts'

const band = { x: [0, 50, 100], q05: [0, 1, 4], q50: [0, 2, 6], q95: [1, 4, 9] }
const sweep = (recorded: number, q05: number, q95: number, i: number) => ({
  sweep: i,
  recorded,
  predicted: { mean: (q05 + q95) / 2, q05, q95 },
  latency: null,
  predictedLatency: null,
})
const held: HeldOut = {
  countError: 0.1,
  coverage: 0.5,
  latencyError: null,
  silent: { sweeps: 1, stay: 1 },
  ksP: null,
  sweeps: [sweep(0, 0, 0, 0), sweep(9, 4, 8, 1)],
}

describe('plots of a cell', () => {
  it('say their axes in the drawing itself', () => {
    const svg = figureToSvg(
      plotFigure(fiSpec([{ amplitude: 50, spikes: 2 }], band), 400, 200),
      'f–I',
      paperTheme,
    )
    expect(svg).toContain('amplitude, pA')
    expect(svg).toContain('spikes in the whole sweep')
    expect(describeFi([{ amplitude: 50, spikes: 2 }], band)).toMatch(/^Spikes of 1 sweeps/)
  })
  it('read the band only where there is one', () => {
    expect(readBand(band, 51, 'pA', 'spikes')).toBe('50 pA: 2.0 spikes, 90 % 1.0–4.0')
    expect(readBand(band, 120, 'pA', 'spikes')).toBe('')
    expect(readBand(null, 50, 'pA', 'spikes')).toBe('')
  })
  it('count what lies in its interval', () => {
    expect(describeHeldOut(held, 'count')).toMatch(/1 of 2 lie in their 90 % interval/)
    expect(describeHeldOut(held, 'latency')).toMatch(/0 of 0/)
    expect(heldOutSpec(held, 'count', 1).marks?.shade).toMatchObject({ from: 1.6, to: 2.4 })
  })
  it('have one late first spike without pressing all others to the bottom', () => {
    const latencies = [900, 12, 9, 7, 6]
    const late: HeldOut = {
      ...held,
      sweeps: latencies.map((latency, i) => ({
        ...sweep(i, 0, 9, i),
        latency,
        predictedLatency: { q05: i === 0 ? 0 : 0.8 * latency, q50: latency, q95: 1.3 * latency },
      })),
    }
    const spec = heldOutSpec(late, 'latency', null)
    const share = (ms: number) => (Math.log10(ms) - spec.y.range.from) / (spec.y.range.to - spec.y.range.from)
    // On a linear axis these two would be half a per cent of its height apart.
    expect(share(12) - share(6)).toBeGreaterThan(0.05)
    for (const { data } of spec.series)
      for (const { y } of data) if (!Number.isNaN(y)) expect(share(10 ** y)).toBeGreaterThanOrEqual(0)
    expect(spec.y.title).toMatch(/ms/)
    expect(spec.y.tickText(Math.log10(20), 1)).toBe('20')
    expect(spec.y.reading(Math.log10(12.34), spec.y.range, 100)).toBe('12.3')
  })
  it('hold a predicted rate over each of its bins', () => {
    const prediction = {
      t: [],
      voltage: { q05: [], q50: [], q95: [] },
      rate: { x: [10, 25], q05: [0, 0], q50: [5, 40], q95: [9, 50] },
      bin: 20,
      count: { mean: 1, q05: 0, q95: 2 },
      spikes: [],
      notes: [],
    }
    const median = predictedRateSpec(prediction, { from: 0, to: 30 }).series.at(-1)!.data
    expect(median).toEqual([
      { x: 0, y: 5 },
      { x: 20, y: 5 },
      { x: 20, y: 40 },
      { x: 30, y: 40 },
    ])
  })
  it('show a command that never changes, and draws without a spike', () => {
    expect(drawnCommandSpec({ interval: 1, current: [5, 5] }).y.range.from).toBeLessThan(5)
    const none = {
      t: [],
      voltage: { q05: [], q50: [], q95: [] },
      rate: band,
      bin: 1,
      count: { mean: 0, q05: 0, q95: 0 },
      notes: [],
    }
    expect(describeRaster({ ...none, spikes: [[], []] })).toBe(
      'Spike times of 2 draws from the posterior, one row each: 0 spikes.',
    )
  })
})

describe('a command that is typed', () => {
  const segment = { from: '1', to: '3', current: '100', end: '' }
  it('is put together of steps and ramps', () => {
    const step = readSegments({ holding: '-10', length: '5', segments: [segment] })
    expect(step.command).toEqual({
      interval: 0.5,
      current: [-10, -10, 100, 100, 100, 100, -10, -10, -10, -10],
    })
    const ramp = readSegments({
      holding: '0',
      length: '4',
      segments: [{ from: '0', to: '4', current: '0', end: '80' }],
    })
    expect(ramp.command?.current).toEqual([0, 10, 20, 30, 40, 50, 60, 70])
  })
  it('says what is wrong, and nothing of what is still empty', () => {
    expect(readSegments({ holding: '0', length: '2', segments: [segment] }).wrong).toEqual({
      '0.to': 'The command ends at 2 ms.',
    })
    const empty = readSegments({ holding: '0', length: '5', segments: [{ ...segment, to: '' }] })
    expect(empty).toEqual({ command: null, line: null, wrong: {} })
  })
  it('is read of a table, each value held until the next', () => {
    expect(readCommandTable('time_ms,pA\n0,0\n1,50\n3,0').command).toEqual({
      interval: 0.5,
      current: [0, 0, 50, 50, 50, 50],
    })
    expect(readCommandTable('0;1,5\n0,5;2\n1;3').command).toEqual({ interval: 0.5, current: [1.5, 2, 3] })
    expect(readCommandTable('0,1\n0,2').wrong).toMatch(/^Line 2: times must increase/)
    expect(readCommandTable('0,1\n1,200000').wrong).toMatch(/more than 100,000 pA/)
  })
})

describe('steps that are stated', () => {
  const of = { sweeps: 3, from: 0, to: 1000 }
  const draft = { ...emptyStatedDraft, onset: '100', duration: '500', first: '-50', step: '25' }
  it('give an amplitude for each sweep', () => {
    expect(readStated(draft, of).stated).toEqual({
      onset: 100,
      duration: 500,
      holding: 0,
      amplitudes: [-50, -25, 0],
    })
    expect(readStated({ ...draft, kind: 'list', list: '0, 10 20' }, of).stated?.amplitudes).toEqual([
      0, 10, 20,
    ])
  })
  it('say what is wrong', () => {
    expect(readStated({ ...draft, duration: '950' }, of).wrong.duration).toMatch(
      /the sweeps end after 900 ms/,
    )
    expect(readStated({ ...draft, kind: 'list', list: '1 x 3' }, of).wrong.list).toBe('“x” is not a number.')
    expect(readStated({ ...draft, onset: '' }, of)).toMatchObject({ stated: null, wrong: {} })
  })
})

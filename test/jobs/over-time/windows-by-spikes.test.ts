import { describe, expect, it } from 'vitest'
import { planWindows } from '../../../src-main/jobs/over-time/plan-windows.ts'
import { spikeCyclePreset } from '../../../src-main/model/prior/presets.ts'
import { failureOf } from '../../services/workbench.ts'
import { peaksAt, sampled, train } from '../../signal/mean-cycle/trains.ts'

/** 60 spikes 50 ms apart over 3 s, then a second of silence. */
const spiking = sampled(train(peaksAt(60, 50, 1)), 0.1, 4000, 0.2)
const source = { ...spiking, voltageUnit: 'mV' as const }
const plan = (options = {}) => planWindows(source, spikeCyclePreset, options)

describe('windows of a model that reads spikes', () => {
  it('hold about ten cycles, half a length apart, and rescale nothing but the unit', () => {
    const { length, step, spikes, lengthFree, rescaling, windows } = plan()
    // Ten intervals of 50 ± 1 ms.
    expect(Math.abs(length - 500)).toBeLessThan(15)
    expect(step).toBeCloseTo(length / 2, 9)
    expect(lengthFree).toBe(true)
    expect(Math.abs(spikes - 10)).toBeLessThanOrEqual(1)
    expect(rescaling).toEqual({ offset: 0, gain: 1, timeScale: 1 })
    expect(4000 - windows[windows.length - 1].to).toBeLessThan(step)
    const volts = planWindows(
      { ...source, samples: source.samples.map((v) => v / 1000), voltageUnit: 'V' },
      spikeCyclePreset,
    )
    expect(volts).toMatchObject({ length, spikes, rescaling: { offset: 0, gain: 0.001, timeScale: 1 } })
  })

  it('are as long as is asked for; a rescaling that was set for another model changes nothing', () => {
    const { length, windows, rescaling } = plan({
      windowLength: 321,
      step: 100,
      rescaling: { offset: -60, gain: 50, timeScale: 7 },
    })
    expect(length).toBe(321)
    expect(windows[1].from).toBeCloseTo(100, 9)
    expect(windows[1].to - windows[1].from).toBeCloseTo(321, 9)
    expect(rescaling).toEqual({ offset: 0, gain: 1, timeScale: 1 })
  })

  it('are said to hold too few spikes where they do', () => {
    expect(plan({ to: 3000 }).notes.join(' ')).not.toContain('needed')
    expect(plan({ windowLength: 130 }).notes[0]).toBe(
      'A window contains 3 spikes at most; at least 4 are needed. Choose longer windows.',
    )
    // From 2750 ms on there is room for four spikes at most, from 3000 ms on for none.
    expect(plan().notes[0]).toMatch(
      /^[2-4] of 15 windows contain fewer than the 4 spikes that are needed; those have no parameters\.$/,
    )
    expect(plan({ from: 3200 }).notes[0]).toContain('The section contains no spikes; at least 4 are needed.')
    expect(plan({ from: 3200 }).windows).toHaveLength(1)
  })

  it('are never more than a series may have, unless a person asks for more', () => {
    // 3 ms apart over 40 s would be 2,700 windows of 30 ms.
    const one = train([1], { recovery: 0.5 })
    const fast = { ...sampled((t) => one(t % 3), 0.25, 40_000), voltageUnit: 'mV' as const }
    expect(planWindows(fast, spikeCyclePreset, { to: 300 }).length).toBe(30)
    expect(planWindows(fast, spikeCyclePreset).windows.length).toBeLessThanOrEqual(2000)
  })

  it('are refused of a recording in model units, and where their length is none', async () => {
    const inUnits = () => planWindows({ ...source, voltageUnit: 'none' }, spikeCyclePreset)
    const failure = await failureOf((async () => inUnits())())
    expect(failure.code).toBe('UNITS_IMPLAUSIBLE')
    expect(failure.message).toContain('Set its voltage unit')
    expect((await failureOf((async () => plan({ windowLength: 0 }))())).code).toBe('WINDOW_INVALID')
    expect((await failureOf((async () => plan({ windowLength: 5000 }))())).code).toBe('WINDOW_TOO_SHORT')
  })
})

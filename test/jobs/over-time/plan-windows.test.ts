import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planWindows } from '../../../src-main/jobs/over-time/plan-windows.ts'
import { recordingPreset, rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { failureOf } from '../../services/workbench.ts'
import { longRecording, usualLongRecording } from '../../support/long-recording.ts'

const { samplingInterval, timeScale } = usualLongRecording
const samples = longRecording({ length: 2000 })
const source = { samples, samplingInterval, start: 0, voltageUnit: 'mV' as const }

const codeOf = async (work: () => unknown): Promise<string> => (await failureOf((async () => work())())).code

describe('the windows of a sweep', () => {
  it('are as long as one estimate takes, half a length apart, from the start to the end', () => {
    const { windows, length, step, rescaling, from, to, lengthFree } = planWindows(source, recordingPreset)
    expect({ from, to, lengthFree }).toEqual({ from: 0, to: 2000, lengthFree: true })
    expect(length).toBeCloseTo(200 * rescaling.timeScale, 9)
    expect(step).toBeCloseTo(length / 2, 9)
    expect(windows[0].from).toBe(0)
    expect(2000 - windows[windows.length - 1].to).toBeLessThan(step)
    // The proposal goes by the intervals of the model at its prior mean, so that it is near the truth, not at it.
    expect(rescaling.timeScale / timeScale).toBeGreaterThan(0.5)
    expect(rescaling.timeScale / timeScale).toBeLessThan(2)
  })

  it('have any length that is asked for, by the time scale that all share', () => {
    const { windows, rescaling, length, spikes } = planWindows(source, recordingPreset, {
      windowLength: 320,
      step: 100,
      from: 500,
      to: 1500,
    })
    expect(length).toBeCloseTo(320, 9)
    expect(rescaling.timeScale).toBeCloseTo(1.6, 9)
    expect(windows.map(({ from }) => Number(from.toFixed(6)))).toEqual([500, 600, 700, 800, 900, 1000, 1100])
    expect(spikes).toBeGreaterThan(10)
  })

  it('begin at samples, lie inside the stretch, and leave less than a step of it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 100, max: 600, noNaN: true }),
        fc.double({ min: 11, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 900, noNaN: true }),
        (windowLength, step, from) => {
          const { windows, to } = planWindows(source, recordingPreset, { windowLength, step, from })
          for (const window of windows) {
            const sample = window.from / samplingInterval
            expect(Math.abs(sample - Math.round(sample))).toBeLessThan(1e-6)
            expect(window.from).toBeGreaterThanOrEqual(from - 0.5 * samplingInterval - 1e-6)
            expect(window.to).toBeLessThanOrEqual(to + 0.5 * samplingInterval + 1e-6)
            expect(window.to - window.from).toBeCloseTo(windowLength, 6)
          }
          const last = windows[windows.length - 1]
          expect(last.to + step).toBeGreaterThan(to - samplingInterval)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('of a model that does not estimate the time scale have one length only', async () => {
    const plan = planWindows(source, rudi2022)
    expect(plan.lengthFree).toBe(false)
    expect(plan.notes.join(' ')).toContain('a known initial state')
    expect(planWindows(source, rudi2022, { windowLength: plan.length }).length).toBe(plan.length)
    expect(await codeOf(() => planWindows(source, rudi2022, { windowLength: 2 * plan.length }))).toBe(
      'WINDOW_INVALID',
    )
  })

  it('in model units keep voltage and time', () => {
    const inUnits = { ...source, voltageUnit: 'none' as const, samplingInterval: 0.2 }
    const { rescaling, length } = planWindows(inUnits, recordingPreset)
    expect(rescaling).toEqual({ offset: 0, gain: 1, timeScale: 1 })
    expect(length).toBeCloseTo(200, 9)
  })

  it('say what a person should know of them', () => {
    const notes = (options: Parameters<typeof planWindows>[2]) =>
      planWindows(source, recordingPreset, options).notes.join(' ')
    expect(notes({})).toContain('overlap')
    expect(notes({ windowLength: 200, step: 200 })).not.toContain('overlap')
    expect(notes({ windowLength: 50, step: 50 })).toContain('Choose longer windows')
    expect(notes({ windowLength: 1500, step: 1500 })).toContain('Choose shorter windows')
    expect(notes({ windowLength: 1500, step: 1500 })).toContain(
      'The last 500 ms are not covered by any window.',
    )
    expect(notes({ windowLength: 1900 })).toContain('Only one window fits. Choose shorter windows')
    expect(notes({ windowLength: 1900 })).not.toContain('overlap')
  })

  it('are refused where there is no room, where they are too many, or where the stretch is none', async () => {
    const code = (options: Parameters<typeof planWindows>[2]) =>
      codeOf(() => planWindows(source, recordingPreset, options))
    expect(await code({ windowLength: 2500 })).toBe('WINDOW_TOO_SHORT')
    expect(await code({ windowLength: 200, step: 0.5 })).toBe('WINDOW_INVALID')
    expect(await code({ windowLength: 200, step: 0 })).toBe('WINDOW_INVALID')
    expect(await code({ from: 900, to: 800 })).toBe('WINDOW_INVALID')
    expect(await code({ from: -50 })).toBe('WINDOW_INVALID')
    expect(await code({ to: 2500 })).toBe('WINDOW_INVALID')
  })
})

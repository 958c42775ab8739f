import { describe, expect, it } from 'vitest'
import { clipping } from '../../../src-main/inference/checks/clipping.ts'
import { digitization } from '../../../src-main/inference/checks/digitization.ts'
import { hum } from '../../../src-main/inference/checks/hum.ts'
import { levelChange } from '../../../src-main/inference/checks/level-change.ts'
import { stepOf } from '../../../src-main/signal/value-step.ts'
import { dt, evidenceOf, points } from './evidence.ts'

const millivolts = { offset: -60, gain: 25, unit: 'mV' }
const flagged = { level: 'caution', cause: 'recording' } as const

it('nothing is found in a good trace, with samples missing too', () => {
  for (const put of [
    (x: Float32Array) => x,
    (x: Float32Array) => x.map((v, i) => (i > 300 && i < 330 ? Number.NaN : v)),
  ]) {
    const evidence = evidenceOf({ put })
    for (const check of [clipping, digitization, hum, levelChange])
      expect(check(evidence)).toMatchObject({ level: 'ok', cause: null })
  }
})

describe('clipping', () => {
  it('is found at the top and at the bottom, with the share and the level', () => {
    const top = clipping(evidenceOf({ recorded: millivolts, put: (x) => x.map((v) => Math.min(v, 2.2)) }))
    expect(top).toMatchObject({ ...flagged, text: expect.stringMatching(/clipped.*maximum, −5.0 mV/) })
    const both = clipping(evidenceOf({ put: (x) => x.map((v) => Math.max(-1.5, Math.min(v, 2.2))) }))
    expect(both.text).toMatch(/maximum, 2.2 in model units, and at its minimum, −1.5 in model units/)
  })

  it('is unreliable where the spikes are gone', () => {
    const put = (x: Float32Array) => x.map((v) => Math.min(v, 1))
    expect(clipping(evidenceOf({ put }))).toMatchObject({ level: 'unreliable', cause: 'recording' })
  })

  it('is not what coarse steps do by themselves', () => {
    const coarse = evidenceOf({ put: (x) => x.map((v) => 0.5 * Math.round(v / 0.5)) })
    expect(clipping(coarse).level).toBe('ok')
    expect(digitization(coarse)).toMatchObject({ ...flagged, text: expect.stringMatching(/steps of 0.50/) })
  })

  it('is found where there are steps as well', () => {
    const put = (x: Float32Array) => x.map((v) => 0.05 * Math.round(Math.min(v, 2.2) / 0.05))
    expect(clipping(evidenceOf({ put })).level).toBe('caution')
    expect(digitization(evidenceOf({ put })).level).toBe('ok')
  })
})

it('the step of a digitized trace is the smallest difference; a continuous one has none', () => {
  expect(stepOf([0, 0.5, 0.5, 1.5, 1.5, 1.5, Number.NaN, 0, 0.5])).toBe(0.5)
  expect(stepOf([0.1, 0.2, 0.35, 0.7])).toBe(0)
})

describe('hum', () => {
  const wave = (hz: number, amplitude: number, timeScale: number) => (x: Float32Array) =>
    x.map((v, i) => v + amplitude * Math.sin((2 * Math.PI * hz * i * dt * timeScale) / 1000))

  it('of the mains can be taken out as the sine that it is; another rhythm can’t', () => {
    // The trace begins at 100 ms, five turns of the hum, and a sine is a quarter of a turn behind a cosine.
    const { remedy } = hum(evidenceOf({ put: wave(50, 0.3, 1) }))
    expect(remedy).toMatchObject({ text: 'Subtract 50 Hz', step: { kind: 'sine', frequency: 50 } })
    if (!remedy || !('step' in remedy) || remedy.step.kind !== 'sine') throw new Error('no sine')
    expect(Math.abs(remedy.step.amplitude - 0.3)).toBeLessThan(0.1)
    expect(Math.abs(remedy.step.phase - Math.PI / 2)).toBeLessThan(0.4)
    const inMillivolts = hum(evidenceOf({ put: wave(50, 0.3, 1), recorded: millivolts })).remedy
    expect(inMillivolts).toMatchObject({
      step: { amplitude: expect.closeTo(millivolts.gain * remedy.step.amplitude, 2) },
    })
    expect(hum(evidenceOf({ put: wave(83, 1, 1) })).remedy).toBeUndefined()
  })

  it.each([
    [50, 1, /Mains hum at 50 Hz is in/],
    [60, 1, /Mains hum at 60 Hz is in/],
    [100, 1, /Mains hum at 100 Hz, a harmonic of 50 Hz, is in/],
    // On a recording three times slower than the model.
    [50, 3, /Mains hum at 50 Hz is in/],
    [83, 1, /An oscillation of 8[0-9].[0-9] Hz/],
  ])('of %i Hz is named on the recording’s clock (time scale %i)', (hz, timeScale, text) => {
    const evidence = evidenceOf({ timeScale, put: wave(hz, 0.5, timeScale) })
    expect(hum(evidence)).toMatchObject({ ...flagged, text: expect.stringMatching(text) })
  })
})

describe('a change of level', () => {
  it('is a step, with place and size in the recording’s unit', () => {
    const put = (x: Float32Array) => x.map((v, i) => (i < 600 ? v : v - 1))
    const { text, ...reason } = levelChange(evidenceOf({ recorded: millivolts, put }))
    expect(reason).toMatchObject(flagged)
    const [, size, at] = /steps down by about (\d+) mV at (\d+) ms/.exec(text)!
    expect(Math.abs(Number(size) - 25)).toBeLessThan(8)
    // 600 samples after 100 ms.
    expect(Math.abs(Number(at) - (100 + 600 * dt))).toBeLessThan(3)
  })

  it('is a drift', () => {
    const put = (x: Float32Array) => x.map((v, i) => v + i / points)
    const { text, ...reason } = levelChange(evidenceOf({ put }))
    expect(reason).toMatchObject(flagged)
    const [, size] = /drifts up by about ([\d.]+) in model units/.exec(text)!
    expect(Math.abs(Number(size) - 1)).toBeLessThan(0.5)
  })

  it('is found in the trace itself where it is too large for a fit', () => {
    const step = levelChange(evidenceOf({ put: (x) => x.map((v, i) => (i < 430 ? v : v + 2)) }))
    expect(step).toMatchObject({ level: 'unreliable', cause: 'recording' })
    expect(step.text).toMatch(/steps up by about (1.9|2.0|2.1) in model units at 1[789]\d ms, too much/)
    const drift = levelChange(
      evidenceOf({ recorded: millivolts, put: (x) => x.map((v, i) => v - (3 * i) / points) }),
    )
    expect(drift.level).toBe('unreliable')
    expect(drift.text).toMatch(/drifts down by about (7\d) mV over the window, too much/)
  })
})

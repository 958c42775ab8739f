import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readRecording } from '../../src-main/recording/index.ts'

// The files were made by wavesurfer/make_fixtures.py, and the values read with PyWaveSurfer.
const fixture = (name: string): string => fileURLToPath(new URL(`./wavesurfer/${name}`, import.meta.url))
const peer = JSON.parse(readFileSync(fixture('expected.json'), 'utf8')) as Record<
  string,
  { rate: number; sweeps: Record<string, number[][]> }
>

describe.each([
  // The last one, sweep_0010, was stopped.
  ['new', ['sweep_0002', 'sweep_0009'], ['SWEEP_CUT']],
  ['old', ['trial_0001'], []],
])('a file of the %s layout', (kind, order, doubts) => {
  it('has the values, rate and order of PyWaveSurfer; a short last sweep is left out', async () => {
    const recording = await readRecording(fixture(`${kind}.h5`), 'cell.h5')
    const { rate, sweeps } = peer[kind]
    expect(1000 / recording.samplingInterval).toBeCloseTo(rate, 6)
    expect(recording.sweeps.map(({ name }) => name)).toEqual(order.map((_, k) => `sweep ${k + 1}`))
    order.forEach((name, k) => {
      const [v, current] = sweeps[name]
      const stimulus = recording.stimuli[k]
      expect({ name: stimulus.name, unit: stimulus.unit, sweep: stimulus.sweep }).toEqual({
        name: 'Im',
        unit: 'pA',
        sweep: k,
      })
      for (const [found, expected] of [
        [recording.sweeps[k].samples, v],
        [stimulus.samples, current],
      ] as const) {
        expect(found.length).toBe(400)
        found.forEach((x, i) => {
          if (i < expected.length) expect(x).toBeCloseTo(expected[i], 6)
          else expect(x).toBeNaN()
        })
      }
    })
    expect(recording.reading).toMatchObject({ format: 'wavesurfer', voltageUnit: 'mV' })
    expect(recording.reading.doubts.map(({ code }) => code)).toEqual(doubts)
  })
})

it('roles of channels can be chosen', async () => {
  const { sweeps, stimuli, reading } = await readRecording(fixture('new.h5'), 'cell.h5', undefined, {
    roles: ['voltage', 'other'],
  })
  expect([sweeps.length, stimuli.length]).toEqual([2, 0])
  expect(reading.choice).toEqual({ roles: ['voltage', 'other'] })
})

it('without scaling coefficients it is refused in words', async () => {
  await expect(readRecording(fixture('no-scale.h5'), 'cell.h5')).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringMatching(/WaveSurfer file that cannot be read: it has no channel scales/),
  })
})

import { describe, expect, it } from 'vitest'
import { readRecording } from '../../src-main/recording/index.ts'
import { shared } from '../support/shared.ts'

describe.skipIf(!shared('recordings'))('the recordings in shared', () => {
  it.each([
    ['step_4kHz.csv', ['voltage_mV'], 12_000, 0.25, 'ms'],
    ['ramp_20kHz.csv', ['voltage_mV'], 20_000, 0.05, 's'],
    ['three_spikes_space_separated_10kHz.csv', ['column 2'], 7168, 0.1, 'ms'],
    [
      'steps_6sweeps_2kHz.csv',
      ['sweep0_mV', 'sweep3_mV', 'sweep6_mV', 'sweep9_mV', 'sweep12_mV', 'sweep15_mV'],
      6000,
      0.5,
      's',
    ],
  ])('%s', async (file, names, points, interval, timeUnit) => {
    const recording = await readRecording(shared(`recordings/${file}`)!, file)
    expect(recording.sweeps.map((s) => s.name)).toEqual(names)
    expect(recording.points).toBe(points)
    expect(recording.samplingInterval).toBeCloseTo(interval, 6)
    expect(recording.start).toBe(0)
    expect(recording.reading).toMatchObject({ timeUnit, voltageUnit: 'mV', doubts: [] })
  })

  it('the ABF file is named for what it is', async () => {
    await expect(readRecording(shared('recordings/ramp_2sweeps.abf')!, 'ramp.abf')).rejects.toMatchObject({
      code: 'FILE_BINARY',
      message: expect.stringMatching(/^ramp\.abf is an Axon binary recording \(ABF2\).*Export it as CSV/),
    })
  })

  it('the reference traces are 60 sweeps in model units, by their values', async () => {
    const { sweeps, reading, samplingInterval } = await readRecording(
      shared('reference/traces.csv')!,
      'traces.csv',
    )
    expect(sweeps.length).toBe(60)
    expect(reading).toMatchObject({ timeUnit: 'ms', voltageUnit: 'none', doubts: [] })
    expect(samplingInterval).toBeCloseTo(0.2, 9)
    expect(reading.evidence.map((e) => e.because).join('\n')).toMatch(/steps of 0\.2 .*names no unit.*5 kHz/)
  })
})

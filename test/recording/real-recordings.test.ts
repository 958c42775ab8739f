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

  it('a command beside the voltage is kept apart', async () => {
    const { stimuli } = await readRecording(shared('recordings/ramp_20kHz.csv')!, 'ramp_20kHz.csv')
    expect(stimuli).toMatchObject([{ name: 'command_pA', unit: 'pA', sweep: null }])
    expect(stimuli[0].samples.length).toBe(20_000)
  })

  it('the reference traces are 60 sweeps in model units, by their values', async () => {
    const { sweeps, reading, samplingInterval } = await readRecording(
      shared('reference/traces.csv')!,
      'traces.csv',
    )
    expect(sweeps.length).toBe(60)
    expect(reading).toMatchObject({ timeUnit: 'ms', voltageUnit: 'none', doubts: [] })
    expect(samplingInterval).toBeCloseTo(0.2, 9)
    expect(reading.evidence.map((e) => e.because).join('\n')).toMatch(/steps of 0\.2 .*gives no unit.*5 kHz/)
  })
})

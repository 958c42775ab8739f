import { expect, it } from 'vitest'
import { binFamily } from '../../../../src-main/inference/known-current/integrate-and-fire/prepare.ts'
import type { Family } from '../../../../src-main/signal/family/family.ts'
import { familySpikes } from '../../../../src-main/signal/family/family-spikes.ts'

/** Five spikes of a millisecond a sweep, 100 mV above −65 mV. */
function family(samplingInterval: number): Family {
  const length = Math.round(600 / samplingInterval)
  const sweeps = [0, 1, 2, 3].map((index) => ({
    name: `Sweep ${index + 1}`,
    index,
    command: new Float64Array(length),
    voltage: Float64Array.from({ length }, (_, i) => {
      const t = (i * samplingInterval) % 100
      return -65 + (i * samplingInterval > 100 ? 100 * Math.exp(-(((t - 50) / 0.8) ** 2)) : 0)
    }),
  }))
  return { samplingInterval, start: 0, sweeps }
}

it.each([0.05, 0.5])(
  'leaves a recording at %s ms as it was, and knows the heights of its spikes',
  (interval) => {
    const whole = family(interval)
    const before = whole.sweeps.map(({ voltage }) => Array.from(voltage))
    const { sweeps } = binFamily(whole, { onset: 100 })
    expect(whole.sweeps.map(({ voltage }) => Array.from(voltage))).toEqual(before)
    for (const { spikes, peaks, voltage, missing } of sweeps) {
      expect(spikes.length).toBe(5)
      for (const peak of peaks) expect(peak).toBeGreaterThan(20)
      // What passes as a spike is not compared, and is not missing either.
      for (const at of spikes) expect([voltage[at], missing[at]]).toEqual([Number.NaN, 0])
    }
  },
)

it('counts a spike whose fall was not recorded', () => {
  const whole = family(0.05)
  const [{ voltage }] = whole.sweeps
  const at = familySpikes(whole)[0].peaks[2]
  voltage.fill(Number.NaN, at + 1, at + 600)
  expect(familySpikes(whole)[0].peaks).toHaveLength(5)
})

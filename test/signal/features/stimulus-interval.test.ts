import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src-main/model/random.ts'
import { stimulusInterval } from '../../../src-main/signal/features/stimulus-interval.ts'

const clock = { samplingInterval: 0.5, start: 100 }
const current = (of: (t: number) => number, n = 2000): Float64Array =>
  Float64Array.from({ length: n }, (_, j) => of(clock.start + j * clock.samplingInterval))
const within = (t: number, from: number, to: number): boolean => t >= from && t < to

describe('when a stimulus was on', () => {
  it('a step, either way', () => {
    for (const height of [150, -40]) {
      expect(
        stimulusInterval(
          current((t) => (within(t, 300, 800) ? 20 + height : 20)),
          clock,
        ),
      ).toEqual({
        from: 300,
        to: 800,
      })
    }
  })

  it('a ramp begins where it leaves its level', () => {
    const ramp = current((t) => (within(t, 300, 800) ? (t - 300) / 10 : 0))
    expect(stimulusInterval(ramp, clock)?.from).toBe(300.5)
    expect(stimulusInterval(ramp, clock)?.to).toBe(800)
  })

  it('a measured one, with noise', () => {
    const random = createRandom(3)
    const noisy = current((t) => (within(t, 300, 800) ? 100 : 0) + 2 * random.normal())
    expect(stimulusInterval(noisy, clock)).toEqual({ from: 300, to: 800 })
  })

  it.each([
    ['none', () => 20],
    ['on from the beginning', (t: number) => (t < 400 ? 20 + t : 500)],
    ['two steps', (t: number) => (within(t, 200, 300) || within(t, 600, 700) ? 50 : 0)],
    ['missing at the start', (t: number) => (t < 110 ? Number.NaN : within(t, 300, 800) ? 50 : 0)],
  ])('%s is not told', (_, of) => {
    expect(stimulusInterval(current(of), clock)).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { networkCatalogue } from '../../src-main/inference/network/catalogue/networks.ts'
import { courseOf } from '../../src-main/training/course.ts'
import { planEnd } from '../../src-main/training/end-cost.ts'
import { createStepClock, type Pace, progressAt, repaced } from '../../src-main/training/pace.ts'
import { learningRateAt } from '../../src-main/training/schedule.ts'

const { recipe } = networkCatalogue.posterior

/** A run of 100 s whose steps take as long as `secondsOf` says, begun with another number of steps than fit. */
function run(first: number, secondsOf: (step: number) => number) {
  const data = { recipe, samples: first * 256 }
  const clock = createStepClock()
  let pace: Pace = { from: 0, progress: 0, steps: first }
  let [step, seconds] = [0, 0]
  const rates: number[] = []
  while (step < courseOf(data, null, pace).steps) {
    rates.push(courseOf(data, null, pace).learningRate(step))
    seconds += secondsOf(step)
    step++
    if (step % 5 !== 0) continue
    const perStep = clock.look(step, seconds)
    if (perStep !== null) pace = repaced(pace, step, 100 - seconds, perStep)
  }
  return { step, seconds, rates, pace }
}

describe('a run that has so much time', () => {
  it.each([
    ['was measured cold', 600, () => 0.1],
    ['was measured too fast', 2000, () => 0.1],
    ['gets slower on the way', 1000, (step: number) => (step < 400 ? 0.1 : 0.25)],
    ['gets faster on the way', 1000, (step: number) => (step < 400 ? 0.1 : 0.05)],
  ])('uses it where it %s', (_, first, secondsOf) => {
    const { step, seconds, rates, pace } = run(first, secondsOf)
    expect(seconds).toBeGreaterThan(95)
    expect(seconds).toBeLessThan(105)
    expect(progressAt(pace, step)).toBeCloseTo(1, 6)
    // Up to the peak and down to the end without a jump, as in a run of so many simulations.
    const peak = rates.indexOf(Math.max(...rates))
    expect(Math.max(...rates)).toBeGreaterThan(0.99 * learningRateAt(recipe, 0.1))
    for (let i = 1; i < rates.length; i++) {
      expect(rates[i] > rates[i - 1]).toBe(i <= peak)
      expect(Math.abs(rates[i] - rates[i - 1])).toBeLessThan(0.06 * rates[peak])
    }
    expect(rates.at(-1)).toBeLessThan(0.005 * rates[peak])
  })

  it('is that of its simulations where they take as long as was thought', () => {
    const { rates, step } = run(1000, () => 0.1)
    expect(step).toBe(1000)
    const usual = courseOf({ recipe, samples: 256_000 }, null)
    rates.forEach((rate, i) => {
      expect(rate / usual.learningRate(i)).toBeCloseTo(1, 6)
    })
  })

  it('comes to an end where its time is up', () => {
    const pace = repaced({ from: 0, progress: 0, steps: 1000 }, 500, -10, 0.1)
    expect(pace).toEqual({ from: 500, progress: 0.5, steps: 510 })
  })
})

describe('the end of a run that has so much time', () => {
  const usual = { evaluation: { least: 500, most: 2000 }, correction: { least: 60, most: 300 } }

  it('is of the usual traces where they take little of it', () => {
    const plan = planEnd(3600, { evaluation: 0.01, correction: 0.3 }, usual)
    expect(plan).toEqual({ evaluationTraces: 2000, corrects: true, evaluationSeconds: 28, seconds: 28 + 90 })
  })

  it('is of fewer where they would take much, never of too few, and of none to correct where these would', () => {
    const { evaluationTraces, seconds } = planEnd(600, { evaluation: 0.1, correction: 1 }, usual)
    expect(evaluationTraces).toBe(720)
    expect(seconds).toBeCloseTo(72 + 80 + 90, 9)
    const short = planEnd(60, { evaluation: 0.1, correction: 1 }, usual)
    expect(short).toMatchObject({ evaluationTraces: 500, corrects: false })
    expect(short.seconds).toBeCloseTo(50 + 80, 9)
  })
})

import { describe, expect, it } from 'vitest'
import { networkCatalogue } from '../../src-main/inference/network/catalogue/networks.ts'
import { courseOf, endingAt, hasStopped } from '../../src-main/training/course.ts'
import { learningRateAt } from '../../src-main/training/schedule.ts'

/** A thousand steps. */
const fresh = { recipe: networkCatalogue.posterior.recipe, samples: 256_000 }
const set = { recipe: networkCatalogue['rudi-dense'].recipe, samples: 160 }

describe('the course of a run', () => {
  it('is that of its recipe where nobody ends it', () => {
    const course = courseOf(fresh, null)
    expect(course.steps).toBe(1000)
    for (const step of [0, 50, 500, 999]) {
      expect(course.learningRate(step)).toBe(learningRateAt(fresh.recipe, step / 1000))
    }
    expect(courseOf(set, null).steps).toBe(1000)
    expect(courseOf(set, null).learningRate(777)).toBe(2e-3)
  })

  it.each([
    ['fresh simulations', fresh],
    ['a set', set],
  ])('that is ended early, on %s, falls from where it was to 0 over a tenth of what was done', (_, data) => {
    const course = courseOf(data, endingAt(data, 400))
    const usual = courseOf(data, null)
    expect(course.steps).toBe(440)
    for (const step of [0, 100, 400]) expect(course.learningRate(step)).toBe(usual.learningRate(step))
    for (let step = 400; step < 439; step++) {
      expect(course.learningRate(step + 1)).toBeLessThan(course.learningRate(step))
    }
    expect(course.learningRate(420)).toBeCloseTo(usual.learningRate(400) / 2, 10)
    expect(course.learningRate(439)).toBeLessThan(0.01 * usual.learningRate(400))
  })

  it('never gets longer by being ended', () => {
    expect(courseOf(fresh, endingAt(fresh, 980)).steps).toBe(1000)
    expect(courseOf(fresh, endingAt(fresh, 1000)).steps).toBe(1000)
    expect(courseOf(fresh, endingAt(fresh, 0)).steps).toBe(0)
  })
})

describe('the loss has stopped to fall', () => {
  const flat = [5, 3, 2, ...new Array<number>(10).fill(2)]

  it('after ten looks without a better one', () => {
    expect(hasStopped(set.recipe, flat, 0.2)).toBe(true)
    expect(hasStopped(set.recipe, flat.slice(0, -1), 0.2)).toBe(false)
    // Ups and downs above the best are none either.
    expect(hasStopped(set.recipe, [5, 3, 2, ...flat.slice(3).map((v, i) => v + (i % 3))], 0.2)).toBe(true)
  })

  it('not while it falls, however slowly it seems to', () => {
    const falling = Array.from({ length: 40 }, (_, i) => 1 + 4 * Math.exp(-i / 10))
    for (let n = 1; n <= falling.length; n++)
      expect(hasStopped(set.recipe, falling.slice(0, n), 0.2)).toBe(false)
    // Below 0, as a log density is.
    expect(
      hasStopped(
        set.recipe,
        falling.map((v) => v - 10),
        0.2,
      ),
    ).toBe(false)
  })

  it('not before the first, nor in the rise of the learning rate on fresh simulations', () => {
    expect(hasStopped(set.recipe, [], 0)).toBe(false)
    expect(hasStopped(fresh.recipe, flat, 0.3)).toBe(false)
    expect(hasStopped(fresh.recipe, flat, 0.6)).toBe(true)
  })
})

import { expect, it } from 'vitest'
import { createWorkClock } from '../../src-main/training/work-clock.ts'

/** A clock whose process works for some time, ms, or is suspended. */
function world() {
  let [now, processor] = [1000, 50]
  const worked = createWorkClock({ now: () => now, processor: () => processor })
  return {
    worked,
    /** @param cores that are busy */
    pass(ms: number, cores: number): void {
      now += ms
      processor += cores * ms
    },
  }
}

it('work counts, on one core or several, in short and in long steps', () => {
  const { worked, pass } = world()
  for (const [ms, cores] of [
    [100, 1],
    [30_000, 1],
    [5000, 8],
    [10_000, 0.3],
  ]) {
    pass(ms, cores)
    worked()
  }
  expect(worked()).toBeCloseTo(45.1, 9)
})

it('a short wait counts', () => {
  const { worked, pass } = world()
  pass(1500, 0)
  expect(worked()).toBeCloseTo(1.5, 9)
})

it('sleep does not count, but the work of the step in which it fell', () => {
  const { worked, pass } = world()
  pass(1000, 1)
  worked()
  pass(200, 1)
  pass(8 * 3600 * 1000, 0)
  pass(100, 1)
  expect(worked()).toBeCloseTo(1.3, 9)
  pass(500, 1)
  expect(worked()).toBeCloseTo(1.8, 9)
})

it('reads the time of this process', () => {
  const worked = createWorkClock()
  const first = worked()
  for (const end = performance.now() + 30; performance.now() < end; );
  expect(worked() - first).toBeGreaterThanOrEqual(0.03)
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { createWorkClock } from '../../src-main/training/work-clock.ts'
import { buildScript } from '../shells/build-script.ts'

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

// Windows has no such signals.
it.runIf(process.platform !== 'win32')(
  'a process that is stopped and continued counts its work',
  async () => {
    const built = await buildScript(fileURLToPath(new URL('./fixtures/clocked-work.ts', import.meta.url)))
    onTestFinished(() => built.remove())
    const child = spawn(process.execPath, [built.script], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    await once(child.stdout, 'data')
    child.kill('SIGSTOP')
    await new Promise((resolve) => setTimeout(resolve, 3500))
    child.kill('SIGCONT')
    await once(child, 'close')
    const { worked, passed } = JSON.parse(said.split('\n')[1])
    expect(passed).toBeGreaterThan(3.4)
    expect(passed - worked).toBeGreaterThan(3)
  },
)

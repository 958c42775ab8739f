import { describe, expect, it } from 'vitest'
import type { CellProtocol, DrawnCommand } from '../../../../src-main/contract/cells.ts'
import { unlikeFitted } from '../../../../src-main/inference/known-current/integrate-and-fire/unlike-fitted.ts'
import { createRandom } from '../../../../src-main/model/random.ts'

const fitted = (shape: CellProtocol['shape']) => ({ shape, holding: -20, amplitudes: [-80, 0, 200] })
const made = (interval: number, of: (t: number) => number): DrawnCommand => ({
  interval,
  current: Array.from({ length: Math.round(1000 / interval) }, (_, i) => of(i * interval)),
})
const within = (t: number): boolean => t >= 200 && t < 700
const step = (t: number): number => (within(t) ? 100 : -20)
/** From −20 to 180 pA within 500 ms, inside of the fitted range. */
const ramp = (t: number): number => (within(t) ? -20 + 0.4 * (t - 200) : -20)
const pulses = (t: number): number => (within(t) && t % 40 < 8 ? 100 : -20)

describe('a command that moves otherwise than those fitted', () => {
  it.each([0.05, 0.5, 5])('samples every %s ms: steps, ramps, noise', (interval) => {
    const random = createRandom(3)
    const noise = made(interval, () => 50 + 30 * random.normal())
    const sine = made(interval, (t) => 50 + 50 * Math.sin(t / 60))
    expect(unlikeFitted(made(interval, step), fitted('step'))).toBeNull()
    expect(unlikeFitted(made(interval, ramp), fitted('ramp'))).toBeNull()
    expect(unlikeFitted(noise, fitted('noise'))).toBeNull()
    expect(unlikeFitted(made(interval, ramp), fitted('step'))).toMatch(
      /fitted on steps \(−100 to 180 pA\), and this command has ramps, typically of 0\.40 pA\/ms/,
    )
    expect(unlikeFitted(sine, fitted('step'))).toMatch(/has ramps/)
    expect(unlikeFitted(noise, fitted('step'))).toMatch(/fluctuates/)
    expect(unlikeFitted(made(interval, step), fitted('ramp'))).toMatch(
      /fitted on ramps .* this command has steps/,
    )
  })

  it('a train of pulses is none of long steps', () => {
    expect(unlikeFitted(made(0.5, pulses), fitted('step'))).toMatch(/a train of pulses/)
    expect(unlikeFitted(made(0.5, pulses), fitted('pulses'))).toBeNull()
  })
})

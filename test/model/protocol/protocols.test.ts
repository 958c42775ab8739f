import { describe, expect, it } from 'vitest'
import { issueText } from '../../../src-main/contract/issue-words.ts'
import { ProtocolFile } from '../../../src-main/contract/protocols.ts'
import { createProtocol } from '../../../src-main/model/protocol/protocols.ts'

const none = createProtocol({ kind: 'none' })
const steps = createProtocol({
  kind: 'steps',
  holding: -0.5,
  steps: [
    { from: 10, to: 30, current: 2 },
    { from: 20, to: 40, current: 4 },
    { from: 40, to: 50, current: 8 },
  ],
})
const ramps = createProtocol({
  kind: 'ramps',
  holding: 1,
  ramps: [
    { from: 10, to: 20, start: 0, end: 5 },
    { from: 20, to: 40, start: 5, end: -5 },
    { from: 15, to: 16, start: 2, end: 2 },
  ],
})

describe('the current of a protocol', () => {
  it('is never any without one', () => {
    expect([-1, 0, 12.5, 1e8].flatMap((t) => [none.at(t), none.before(t)])).toEqual(new Array(8).fill(0))
    expect(none.injects).toBe(false)
  })

  it.each([
    // t, from the left, from the right
    [0, -0.5, -0.5],
    [10, -0.5, 1.5],
    [15, 1.5, 1.5],
    [20, 1.5, 5.5],
    [30, 5.5, 3.5],
    [40, 3.5, 7.5],
    [50, 7.5, -0.5],
    [1000, -0.5, -0.5],
  ])('is that of the steps that last, on the holding current: at %f ms', (t, before, at) => {
    expect([steps.before(t), steps.at(t)]).toEqual([before, at])
  })

  it.each([
    [9, 1, 1],
    [10, 1, 1],
    [12, 2, 2],
    [15, 3.5, 5.5],
    [16, 6, 4],
    [20, 6, 6],
    [30, 1, 1],
    [39, -3.5, -3.5],
    [40, -4, 1],
  ])('is that of the ramps that last, on the holding current: at %f ms', (t, before, at) => {
    expect([ramps.before(t), ramps.at(t)]).toEqual([before, at])
  })

  it('is injected where the holding current or any step or ramp is not 0', () => {
    const step = (holding: number, current: number) =>
      createProtocol({ kind: 'steps', holding, steps: [{ from: 0, to: 1, current }] }).injects
    const ramp = (holding: number, start: number, end: number) =>
      createProtocol({ kind: 'ramps', holding, ramps: [{ from: 0, to: 1, start, end }] }).injects
    expect([step(0, 0), step(1, 0), step(0, -1)]).toEqual([false, true, true])
    expect([ramp(0, 0, 0), ramp(1, 0, 0), ramp(0, 1, 0), ramp(0, 0, -1)]).toEqual([false, true, true, true])
  })
})

describe('a protocol in words', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, k) => ({ from: 100 * k, to: 100 * k + 50, current: (k - 1) / 10 }))

  it('names holding current, steps and ramps, with their units', () => {
    expect(none.words('nA')).toBe('no injected current')
    expect(steps.words('nA')).toBe(
      'holding current −0.5 nA; step of 2 nA, 10–30 ms; step of 4 nA, 20–40 ms; step of 8 nA, 40–50 ms',
    )
    expect(ramps.words('µA/cm²')).toBe(
      'holding current 1 µA/cm²; ramp from 0 µA/cm² to 5 µA/cm², 10–20 ms; ramp from 5 µA/cm² to −5 µA/cm², 20–40 ms; ramp from 2 µA/cm² to 2 µA/cm², 15–16 ms',
    )
  })

  it('has neither a holding current of 0 nor a unit where there is none', () => {
    const one = createProtocol({
      kind: 'steps',
      holding: 0,
      steps: [{ from: 0.5, to: 2.25, current: 1 / 3 }],
    })
    expect(one.words('')).toBe('step of 0.333333, 0.5–2.25 ms')
  })

  it('sums up more than three', () => {
    const protocol = createProtocol({ kind: 'steps', holding: 0, steps: many(12) })
    expect(protocol.words('nA')).toBe('12 steps between −0.1 nA and 1 nA, 0–1150 ms')
    const four = [0, 1, 2, 3].map((k) => ({ from: k, to: k + 1, start: -k, end: k }))
    expect(createProtocol({ kind: 'ramps', holding: -2, ramps: four }).words('nA')).toBe(
      'holding current −2 nA; 4 ramps between −3 nA and 3 nA, 0–4 ms',
    )
  })
})

describe('a protocol file', () => {
  const step = { from: 50, to: 250, current: 0.3 }
  const ramp = { from: 50, to: 250, start: -1, end: 1 }
  const problem = (file: unknown): string => {
    const result = ProtocolFile.safeParse(file)
    return result.success ? 'none' : issueText(result.error)
  }

  it.each([
    { kind: 'none' },
    { kind: 'steps', holding: 0, steps: [step] },
    { kind: 'steps', holding: -0.1, steps: new Array(64).fill(step) },
    { kind: 'ramps', holding: 0, ramps: [{ ...ramp, from: 0 }] },
  ])('is read as it stands: %j', (file) => {
    expect(ProtocolFile.parse(file)).toEqual(file)
  })

  it.each([
    [{ kind: 'sine' }, /kind is none, steps or ramps/],
    [{}, /kind is none, steps or ramps/],
    [{ kind: 'none', holding: 1 }, /“holding” is not an allowed field/],
    [{ kind: 'steps', steps: [step] }, /at holding: a number was expected/],
    [{ kind: 'steps', holding: Number.POSITIVE_INFINITY, steps: [step] }, /at holding/],
    [{ kind: 'steps', holding: 2e6, steps: [step] }, /at holding: at most 1000000 was expected/],
    [{ kind: 'steps', holding: 0, steps: [] }, /at steps: at least 1 entry was expected/],
    [{ kind: 'steps', holding: 0, steps: new Array(65).fill(step) }, /at steps: at most 64 entries/],
    [{ kind: 'steps', holding: 0, steps: [step, { ...step, to: 50 }] }, /at steps.1: its end \(to\) must be/],
    [{ kind: 'steps', holding: 0, steps: [{ ...step, to: 20 }] }, /after its beginning \(from\)/],
    [{ kind: 'steps', holding: 0, steps: [{ ...step, from: -1 }] }, /at steps.0.from: at least 0/],
    [{ kind: 'steps', holding: 0, steps: [{ ...step, current: Number.NaN }] }, /at steps.0.current/],
    [{ kind: 'steps', holding: 0, steps: [{ ...step, end: 1 }] }, /“end” is not an allowed field/],
    [{ kind: 'ramps', holding: 0, ramps: [{ ...ramp, from: 250 }] }, /at ramps.0: its end/],
    [{ kind: 'ramps', holding: 0, ramps: [step] }, /at ramps.0/],
  ])('is refused in words: %j', (file, words) => {
    expect(problem(file)).toMatch(words)
  })
})

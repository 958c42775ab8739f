import { expect, it } from 'vitest'
import { remedyOf } from '../../src-main/contract/remedy.ts'
import type { Reason } from '../../src-main/contract/reports.ts'

const reason = (level: Reason['level'], remedy?: Reason['remedy']): Reason => ({
  check: 'hum',
  level,
  cause: 'recording',
  text: '',
  number: '',
  ...(remedy && { remedy }),
})
const notch: Reason['remedy'] = { text: 'Subtract 50 Hz', step: { kind: 'notch', frequency: 50 } }

it('is that of the first reason that has one', () => {
  const reasons = [reason('caution'), reason('caution', notch), reason('ok')]
  expect(remedyOf({ level: 'caution', headline: '', reasons })).toBe(notch)
  expect(remedyOf({ level: 'ok', headline: '', reasons: [reason('ok')] })).toBeUndefined()
})

it('of an unreliable answer only what stands first counts', () => {
  const second = [reason('unreliable'), reason('caution', notch)]
  expect(remedyOf({ level: 'unreliable', headline: '', reasons: second })).toBeUndefined()
  const first = [reason('unreliable', notch), reason('caution')]
  expect(remedyOf({ level: 'unreliable', headline: '', reasons: first })).toBe(notch)
})

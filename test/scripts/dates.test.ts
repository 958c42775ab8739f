import { describe, expect, it } from 'vitest'
import { dayText, whenText } from '../../src-renderer/lib/dates.ts'

/** What the clock here shows at a moment, as ISO 8601 of UTC. */
const here = (...at: [number, number, number, number, number]): string => new Date(...at).toISOString()

describe('dates on the screen', () => {
  it('name the month, by the clock here, so that none is read as another day', () => {
    expect(whenText(here(2026, 10, 29, 14, 5))).toBe('29 Nov 2026, 14:05')
    expect(dayText(here(2026, 0, 2, 0, 0))).toBe('2 Jan 2026')
  })

  it('have no number that a format of numbers would change', () => {
    expect(whenText(here(2026, 4, 1, 9, 7))).not.toMatch(/\d[.,]\d/)
  })
})

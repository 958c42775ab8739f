import { expect, it } from 'vitest'
import type { Reason } from '../../src-main/contract/reports.ts'
import type { SeriesWindow } from '../../src-main/contract/series.ts'
import { seriesConcerns, windowsText } from '../../src-main/contract/series-concerns.ts'

const at = (...places: number[]) => places.map((place) => ({ index: place - 1 }))
const concern = (check: string, text: string): Reason => ({
  check,
  level: 'caution',
  cause: null,
  text,
  number: '',
})
const window = (index: number, change: Partial<SeriesWindow>): SeriesWindow => ({
  index,
  window: { from: index, to: index + 1 },
  seed: 1,
  outcome: 'estimated',
  level: 'caution',
  text: 'Described.',
  concerns: [],
  parameters: [],
  features: [],
  ess: null,
  seconds: 0,
  ...change,
})

it('places of windows are written with runs', () => {
  expect(windowsText(at(4))).toBe('Window 4')
  expect(windowsText(at(4, 5))).toBe('Windows 4 and 5')
  expect(windowsText(at(2, 3, 4))).toBe('Windows 2–4')
  expect(windowsText(at(1, 3, 7, 8, 9, 12))).toBe('Windows 1, 3, 7–9 and 12')
})

it('windows are grouped by their main concern, one that biases a value before others', () => {
  const tails = concern('tails', 'Heavy tails.')
  const found = seriesConcerns([
    window(0, { level: 'ok' }),
    window(1, { outcome: 'leftOut', level: null, text: 'Too few samples.' }),
    window(2, { concerns: [tails, concern('levelChange', 'A drift of 2 mV.')] }),
    window(3, { concerns: [concern('levelChange', 'A drift of 3 mV.')] }),
    window(4, { concerns: [tails], text: 'Described. But: Heavy tails.' }),
    window(5, { outcome: 'leftOut', level: null, text: 'Too few samples.' }),
  ])
  expect(found.map(({ windows, text, same }) => [windows.map(({ index }) => index), text, same])).toEqual([
    [[1, 5], 'Too few samples.', true],
    [[2, 3], 'A drift of 2 mV.', false],
    [[4], 'Described. But: Heavy tails.', true],
  ])
})

import { expect, it } from 'vitest'
import { fittingTitle } from '../../src-main/figures/drawing/fitting-title.ts'

/** Titles of letters that are 6 px wide, on an axis with room for so many of them. */
const titleOf = (title: string, letters: number) =>
  fittingTitle(title, 6 * letters - 8, (text) => 6 * [...text].length)

it('a title that fits the axis stays as it is', () => {
  expect(titleOf('voltage, mV', 11)).toBe('voltage, mV')
})

it('a longer one loses words, then letters, and keeps its unit', () => {
  expect(titleOf('whitened residual, sd', 20)).toBe('whitened…, sd')
  expect(titleOf('whitened residual, sd', 10)).toBe('white…, sd')
  expect(titleOf('autocorrelation', 9)).toBe('autocorr…')
  expect(titleOf('voltage, mV', 4)).toBe('mV')
  expect(titleOf('voltage, mV', 1)).toBe('')
})

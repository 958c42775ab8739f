import { expect, it } from 'vitest'
import { hexAndOpacity, withOpacity } from '../../src-main/figures/theme/color.ts'
import { colorText, faded, paperTheme } from '../../src-main/figures/theme/theme.ts'

it.each([
  ['#0067a3', '#0067a3', 1],
  ['#06A', '#0066aa', 1],
  ['#0067a380', '#0067a3', 128 / 255],
  ['#06a8', '#0066aa', 136 / 255],
  [' rgb(0, 103, 163) ', '#0067a3', 1],
  ['rgba(0,103,163,0.3)', '#0067a3', 0.3],
])('%j is split into digits and opacity', (text, hex, opacity) => {
  expect(hexAndOpacity(text)).toEqual({ hex, opacity })
})

it.each(['', 'accent', '#12345', 'rgb(1, 2)', 'rgb(a, b, c)', 'hsl(0, 0%, 0%)'])('%j is refused', (text) => {
  expect(() => hexAndOpacity(text)).toThrow(RangeError)
})

it('a role has the colour of its theme, faded where it says so', () => {
  expect(withOpacity('#0067a3', 0.45)).toBe('rgba(0, 103, 163, 0.45)')
  expect(colorText('accent', paperTheme)).toBe('#0067a3')
  expect(colorText(faded('flag', 0.2), paperTheme)).toBe('rgba(181, 72, 0, 0.2)')
})

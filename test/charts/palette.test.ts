import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { paperTheme } from '../../src-main/figures/theme/theme.ts'

const css = readFileSync(new URL('../../src-renderer/palette.css', import.meta.url), 'utf8')
const [day, night] = css.split('@media (prefers-color-scheme: dark)')

function colors(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]))
}

/** WCAG contrast of two colours. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [r, g, b] = [1, 3, 5].map((i) => {
      const part = Number.parseInt(hex.slice(i, i + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

describe.each([
  ['by day', colors(day)],
  ['by night', colors(night)],
])('the palette %s', (_, palette) => {
  it.each(['ink', 'ink-soft', 'accent', 'prior', 'flag', 'ok', 'caution', 'first-of-many', 'second-of-many'])(
    '%s can be read on paper',
    (name) => {
      expect(contrast(palette[name], palette.paper)).toBeGreaterThanOrEqual(4.5)
    },
  )

  it('the pointer’s labels can be read', () => {
    expect(contrast(palette.paper, palette.ink)).toBeGreaterThanOrEqual(4.5)
  })
})

it('figures for paper have the light colours and the font of the window', () => {
  const { font, ...roles } = paperTheme
  const named = Object.entries(roles).map(([role, color]) => [
    role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    color,
  ])
  expect(colors(day)).toMatchObject(Object.fromEntries(named))
  expect(day).toContain(`--font: ${font};`)
})

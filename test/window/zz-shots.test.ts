import { mkdirSync } from 'node:fs'
import { describe, it } from 'vitest'
import { views } from './views.ts'
import { windowPage } from './window-page.ts'

mkdirSync('/tmp/shots', { recursive: true })
describe('shots', () => {
  const screen = windowPage()
  it.each(views.map((view) => [view.name, view] as const))('%s', async (name, view) => {
    const page = await screen.open(view.wishes)
    await view.show(page)
    await page.waitForTimeout(300)
    const slug = name.replace(/[^a-z0-9]+/gi, '-')
    await page.screenshot({ path: `/tmp/shots/${slug}-light.png` })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.waitForTimeout(200)
    await page.screenshot({ path: `/tmp/shots/${slug}-dark.png` })
    await page.setViewportSize({ width: 640, height: 400 })
    await page.waitForTimeout(300)
    await page.screenshot({ path: `/tmp/shots/${slug}-small.png` })
  })
})

import { describe, expect, it } from 'vitest'
import { cutWithoutTitle, outOfReach, tooWide } from './reach.ts'
import { views } from './views.ts'
import { executable, windowPage } from './window-page.ts'

const sizes = [
  { width: 1024, height: 700 },
  // 1280 × 800 at 200 %.
  { width: 640, height: 400 },
]

/** Whatever the window shows, in a small window, or a large one that is zoomed in; with names of files that are long. */
describe.skipIf(!executable)('in a small window', () => {
  const screen = windowPage()

  it.each(views.map((view) => [view.name, view] as const))('%s', async (_, { wishes, show }) => {
    const page = await screen.open(`${wishes}&names=long`)
    await show(page)
    for (const size of sizes) {
      await page.setViewportSize(size)
      const at = `${size.width} × ${size.height}`
      await expect.poll(() => tooWide(page), { message: at }).toEqual([])
      expect(await outOfReach(page), at).toEqual([])
      expect(await cutWithoutTitle(page), at).toEqual([])
    }
  })
})

import type { Page } from 'playwright-core'
import type { ScreenId } from '../../src-renderer/lib/screens.svelte.ts'
import { keyOf } from './screen-key.ts'

/** Something that the window can show, and the way there on the workbench of canned answers. */
export interface View {
  name: string
  /** What the fixture is asked for. */
  wishes: string
  /** From the first page to it; ends when it is there. */
  show(page: Page): Promise<void>
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const go = (page: Page, screen: ScreenId) => page.keyboard.press(keyOf(screen))

async function openSteps(page: Page): Promise<void> {
  await page.getByRole('listbox', { name: 'Recordings' }).getByText('steps_6sweeps').click()
  await heading(page, /steps_6sweeps_2kHz\.csv$/).waitFor()
}

async function openOverTime(page: Page): Promise<void> {
  await openSteps(page)
  await page.getByLabel('Sweep', { exact: true }).selectOption({ index: 5 })
  await go(page, 'estimate')
  await button(page, 'Over time…').first().click()
  await page.getByLabel('Window length').fill('400')
  await page.getByLabel('Window length').blur()
  await page.getByText(/14 windows of 400 ms/).waitFor()
}

/** The fourth window, which is not reliable; the next one is silent. */
async function openWindow(page: Page): Promise<void> {
  await page.getByText(/^θ₀ rises/).waitFor()
  const verdicts = page.getByRole('group', { name: /^Verdict/ })
  const { width, height } = (await verdicts.boundingBox())!
  await verdicts.click({ position: { x: 68 + (width - 86) * (800 / 3000), y: height / 2 } })
  await heading(page, 'Window 4 of 14, 600–1000 ms').waitFor()
}

async function estimate(page: Page): Promise<void> {
  await page.getByText('Model input', { exact: true }).waitFor()
  await page.keyboard.press('Control+Enter')
}

async function openCompare(page: Page): Promise<void> {
  await go(page, 'reports')
  await button(page, 'Compare…').click()
  await page.getByRole('button', { name: 'All 3' }).click()
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await heading(page, '3 reports compared').waitFor()
}

async function openExport(page: Page): Promise<void> {
  await go(page, 'reports')
  await heading(page, 'Sound').waitFor()
  await page.locator('summary', { hasText: 'Export' }).click()
  await page.getByRole('button', { name: 'PDF', exact: true }).waitFor()
}

/** Every screen, with and without something on it, every panel and every dialog. */
export const views: readonly View[] = [
  {
    name: 'Recordings, empty',
    wishes: '',
    show: (page) => heading(page, 'Open a recording').waitFor(),
  },
  {
    name: 'Recordings',
    wishes: 'library=full',
    show: (page) => page.getByText('Model input', { exact: true }).waitFor(),
  },
  {
    name: 'Recordings, in folders, several of them selected',
    wishes: 'library=full&folders=24',
    async show(page) {
      await page.getByText('Model input', { exact: true }).waitFor()
      await page.locator('summary', { hasText: 'Folder: wash-out' }).click()
      await button(page, 'Select several…').click()
      await page.getByRole('treeitem', { name: /^control/ }).click({ position: { x: 20, y: 12 } })
      await page.getByText('7 selected').waitFor()
    },
  },
  {
    name: 'Recordings, with doubts, conditioning and features',
    wishes: 'library=full',
    async show(page) {
      await openSteps(page)
      await page.getByText('Add a step').click()
      await page.getByRole('menuitem', { name: /Straight line/ }).click()
      await page.getByText('1. Straight line').waitFor()
    },
  },
  {
    name: 'Recordings, with damaged ones and a file that was refused',
    wishes: 'library=full&damaged=yes&trouble=notices',
    async show(page) {
      const data = await page.evaluateHandle(() => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([''], 'nothing.csv', { type: 'text/csv' }))
        return transfer
      })
      await page.dispatchEvent('main', 'drop', { dataTransfer: data })
      await page.getByText('nothing.csv was not opened').waitFor()
    },
  },
  {
    name: 'The library that can’t be reached',
    wishes: 'library=full&trouble=gone',
    show: (page) => heading(page, 'The library can’t be reached').waitFor(),
  },
  {
    name: 'Estimate, empty',
    wishes: '',
    async show(page) {
      await go(page, 'estimate')
      await page.getByRole('main').getByRole('heading').first().waitFor()
    },
  },
  {
    name: 'Estimate, under way',
    wishes: 'library=full&estimate=held',
    async show(page) {
      await estimate(page)
      await page.getByText(/round 1 of about 5/).waitFor()
    },
  },
  {
    name: 'Estimate, sound',
    wishes: 'library=full',
    async show(page) {
      await estimate(page)
      await heading(page, 'Parameters').waitFor()
      await page.getByText('Sampler and provenance').click()
    },
  },
  {
    name: 'Estimate, with caution',
    wishes: 'library=full&verdict=caution',
    async show(page) {
      await estimate(page)
      await heading(page, 'With caution').waitFor()
    },
  },
  {
    name: 'Estimate, not reliable',
    wishes: 'library=full&cycle=yes',
    async show(page) {
      await openSteps(page)
      await estimate(page)
      await heading(page, 'Not reliable').waitFor()
      await button(page, /^Why/).click()
      await button(page, 'Show the numbers anyway').click()
      await page.getByRole('rowheader', { name: /θ₀/ }).first().waitFor()
    },
  },
  {
    name: 'Over time, asked for',
    wishes: 'library=full&cycle=yes',
    show: openOverTime,
  },
  {
    name: 'Over time',
    wishes: 'library=full&cycle=yes',
    async show(page) {
      await openOverTime(page)
      await button(page, 'Estimate over time').click()
      await openWindow(page)
    },
  },
  {
    name: 'Over time, a silent window',
    wishes: 'library=full&cycle=yes',
    async show(page) {
      await openOverTime(page)
      await button(page, 'Estimate over time').click()
      await openWindow(page)
      await page.getByRole('button', { name: 'Next' }).click()
      await page.getByText('Silent: θ₀ and θ₁ are not identified.', { exact: true }).waitFor()
    },
  },
  {
    name: 'Batches, recordings in folders',
    wishes: 'library=full&folders=24',
    async show(page) {
      await go(page, 'batches')
      await page.getByText('26 of 26 recordings selected').waitFor()
    },
  },
  {
    name: 'Cell, empty',
    wishes: '',
    async show(page) {
      await go(page, 'cell')
      await heading(page, 'A cell under a known current').waitFor()
    },
  },
  {
    name: 'Cell, its sweeps and current',
    wishes: 'family=yes',
    async show(page) {
      await go(page, 'cell')
      await page.getByText(/^Steps of −100 to 200 pA/).waitFor()
    },
  },
  {
    name: 'Cell, its current stated',
    wishes: 'library=full',
    async show(page) {
      await openSteps(page)
      await go(page, 'cell')
      await page.getByText(/has no injected current/).waitFor()
    },
  },
  {
    name: 'Cell, its report',
    wishes: 'family=yes',
    async show(page) {
      await go(page, 'cell')
      await page.getByText(/^Steps of −100 to 200 pA/).waitFor()
      await page.keyboard.press('Control+Enter')
      await heading(page, 'Held-out sweeps').waitFor()
    },
  },
  {
    name: 'Batches, empty',
    wishes: '',
    async show(page) {
      await go(page, 'batches')
      await heading(page, 'No batch yet').waitFor()
    },
  },
  {
    name: 'Batches, a new one',
    wishes: 'library=full',
    async show(page) {
      await go(page, 'batches')
      await page.getByText('7 estimates: 7 sweeps of 2 recordings.').waitFor()
      await page.getByRole('button', { name: 'Add a window', exact: true }).click()
    },
  },
  {
    name: 'Batches, their items',
    wishes: 'library=full&batches=some',
    async show(page) {
      await go(page, 'batches')
      const table = page.getByRole('listbox', { name: 'Items of the batch' })
      await table.getByRole('option').first().click()
      await page.getByRole('region', { name: 'Selected item' }).waitFor()
    },
  },
  {
    name: 'Models',
    wishes: 'models=many&damaged=yes',
    async show(page) {
      await go(page, 'models')
      await heading(page, 'Rudi 2022').waitFor()
      await page.getByLabel('Compare with').selectOption('Slice 3, wide prior')
      await page.getByRole('table', { name: /side by side/ }).waitFor()
    },
  },
  {
    name: 'Models, one of one’s own',
    wishes: 'models=many&answers=other',
    async show(page) {
      await go(page, 'models')
      await page.getByRole('listbox').getByRole('option').filter({ hasText: 'Slice 3' }).click()
      await heading(page, 'Slice 3, wide prior').waitFor()
      await button(page, 'Rename').click()
    },
  },
  {
    name: 'Train, the form',
    wishes: 'library=full',
    async show(page) {
      await go(page, 'train')
      await page.getByText(/^\d+ % tonic$/).waitFor()
      await page.getByRole('textbox', { name: 'θ₀ sd', exact: true }).fill('-0.1')
      await page.getByText('The sd must be above 0; it is −0.1.').first().waitFor()
    },
  },
  {
    name: 'Train, a run',
    wishes: 'library=full&trainings=still',
    async show(page) {
      await go(page, 'train')
      await page.getByRole('listbox', { name: 'Trainings' }).getByRole('option').nth(1).click()
      await page.getByRole('main').getByRole('heading').first().waitFor()
    },
  },
  {
    name: 'Reports, empty',
    wishes: '',
    async show(page) {
      await go(page, 'reports')
      await heading(page, 'No report yet').waitFor()
    },
  },
  {
    name: 'Reports, many, with filters and notes',
    wishes: 'library=full&reports=30',
    async show(page) {
      await go(page, 'reports')
      await button(page, 'Filter and sort').click()
      await button(page, 'Rename, tag, note…').click()
      await page.getByLabel('Title', { exact: true }).waitFor()
    },
  },
  {
    name: 'Reports, compared',
    wishes: 'library=full',
    show: openCompare,
  },
  {
    name: 'Reports, groups',
    wishes: 'library=full&groups=yes',
    async show(page) {
      await go(page, 'reports')
      await button(page, 'Groups…').click()
      await button(page, 'Compare the groups').click()
      await heading(page, 'control against drug').waitFor()
    },
  },
  {
    name: 'Export menu',
    wishes: 'library=full',
    show: openExport,
  },
  {
    name: 'Figures for print',
    wishes: 'library=full',
    async show(page) {
      await openExport(page)
      await button(page, 'Figures…').click()
      await page.getByRole('dialog', { name: 'Save figures' }).waitFor()
    },
  },
  {
    name: 'Library',
    wishes: 'library=full',
    async show(page) {
      await button(page, /^Library/).click()
      await page.getByRole('dialog', { name: 'Library' }).waitFor()
    },
  },
  {
    name: 'Documentation, searched',
    wishes: '',
    async show(page) {
      await button(page, 'Documentation').click()
      await page.getByRole('textbox', { name: 'Search' }).fill('seed')
      await page
        .getByRole('link', { name: /^Command line/ })
        .first()
        .waitFor()
    },
  },
  {
    name: 'Documentation, with figures',
    wishes: '',
    async show(page) {
      await button(page, 'Documentation').click()
      await page.getByRole('link', { name: 'The mathematics' }).first().click()
      await heading(page, 'The mathematics').waitFor()
    },
  },
  {
    name: 'Keys',
    wishes: 'library=full',
    async show(page) {
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'Nagumo has stopped',
    wishes: 'library=full',
    async show(page) {
      await page.evaluate("window.setConnection('lost')")
      await page.getByRole('alertdialog').waitFor()
    },
  },
  {
    name: 'A window that is not let in',
    wishes: 'library=full',
    async show(page) {
      await page.evaluate("window.setConnection('refused')")
      await page.getByRole('alertdialog').waitFor()
    },
  },
]

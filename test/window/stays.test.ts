import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

describe.skipIf(!executable)('work stays', () => {
  const screen = windowPage()
  const rail = (page: Page, name: RegExp) =>
    page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name })
  const list = (page: Page) => page.getByRole('listbox', { name: 'Recordings' })
  const chosen = (page: Page) => list(page).getByRole('option', { selected: true })
  const hash = (page: Page) => new URL(page.url()).hash
  const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })
  const estimateButton = (page: Page) =>
    page.getByRole('banner').getByRole('button', { name: 'Estimate', exact: true })

  it('Back and Forward go through screens and what was open on them', async () => {
    const page = await screen.open('library=full')
    await expect.poll(() => hash(page)).toBe('#/recordings/sample-spiking')
    await list(page).getByText('steps').click()
    await expect.poll(() => hash(page)).toBe('#/recordings/steps-6sweeps')
    await rail(page, /^Models/).click()
    await expect.poll(() => hash(page)).toMatch(/^#\/models\/./)
    await page.goBack()
    await expect.poll(() => chosen(page).textContent()).toContain('steps')
    await page.goBack()
    await expect.poll(() => chosen(page).textContent()).toContain('sample')
    await page.goForward()
    await page.goForward()
    await expect.poll(() => rail(page, /^Models/).getAttribute('aria-current')).toBe('page')
    // The recording is the one that was open then.
    expect(await page.getByRole('banner').textContent()).toContain('steps')
    await page.keyboard.press('Alt+ArrowLeft')
    await expect.poll(() => hash(page)).toBe('#/recordings/steps-6sweeps')
  })

  it('a reload brings back the screen, the recording, the sweep and what was done to it', async () => {
    const page = await screen.open('library=full')
    await list(page).getByText('steps').click()
    const sweep = page.getByLabel('Sweep', { exact: true })
    await sweep.selectOption('4')
    await page.getByText('Add a step', { exact: true }).click()
    await page.getByRole('menuitem', { name: /Straight line/ }).click()
    const steps = page.getByRole('button', { name: /^Remove step 1/ })
    await steps.waitFor()
    await page.reload()
    await expect.poll(() => chosen(page).textContent()).toContain('steps')
    expect(hash(page)).toBe('#/recordings/steps-6sweeps')
    await expect.poll(() => sweep.inputValue()).toBe('4')
    await steps.waitFor()
    // What was done can still be taken back.
    await page.getByRole('button', { name: 'Undo' }).click()
    await steps.waitFor({ state: 'detached' })
  })

  it.each([
    ['opens the last place', false],
    ['leaves the screen that was chosen before the last place was known', true],
  ])('a start %s', async (_, chooses) => {
    const page = await screen.open('library=full&place=held')
    await page.evaluate(() =>
      sessionStorage.setItem('fixture place', JSON.stringify({ address: '#/models', recordingId: null })),
    )
    await page.goto(page.url().replace(/#.*/, ''))
    await rail(page, /^Recordings/).waitFor()
    if (chooses) await rail(page, /^Recordings/).click()
    await screen.release()
    await list(page)
      .or(page.getByRole('listbox', { name: 'Models' }))
      .first()
      .waitFor()
    const shown = chooses ? /^Recordings/ : /^Models/
    await expect.poll(() => rail(page, shown).getAttribute('aria-current')).toBe('page')
    await expect.poll(() => hash(page)).toMatch(chooses ? /^#\/recordings/ : /^#\/models/)
  })

  it('what is typed of a training survives a reload at once, numbers that are none as well', async () => {
    const page = await screen.open()
    await rail(page, /^Train/).click()
    await page.getByPlaceholder('Fast-spiking, wide priors').fill('Half a thought')
    await page.getByRole('textbox', { name: /minutes/i }).fill('1e')
    await page.reload()
    await expect.poll(() => hash(page)).toBe('#/train')
    await expect
      .poll(() => page.getByPlaceholder('Fast-spiking, wide priors').inputValue())
      .toBe('Half a thought')
    expect(await page.getByRole('textbox', { name: /minutes/i }).inputValue()).toBe('1e')
  })

  it('what is chosen and typed of a batch survives a reload at once', async () => {
    const page = await screen.open('library=full')
    await page.keyboard.press(keyOf('batches'))
    const choice = page.getByRole('listbox', { name: 'Recordings of the batch' })
    await choice.press('ArrowDown')
    await choice.press('Space')
    await page.getByRole('button', { name: 'Add a window' }).press('Enter')
    await page.keyboard.type('50')
    await page.getByLabel(/^Sweeps, by name/).fill('sweep_1')
    await page.getByText('1 estimate: 1 sweep of 1 recording.').waitFor()
    await page.reload()
    await page.getByText('1 estimate: 1 sweep of 1 recording.').waitFor()
    expect(await page.getByLabel('From, ms').inputValue()).toBe('50')
    expect(await choice.getByRole('option').first().getAttribute('aria-selected')).toBe('false')
  })

  it('the last report of the sweep is one click from the empty Estimate screen, and stays after a reload', async () => {
    const page = await screen.open('library=full')
    await page.keyboard.press(keyOf('estimate'))
    await page.getByText(/^Last estimate of this sweep: /).waitFor()
    expect(hash(page)).not.toMatch(/report/)
    await page.getByRole('button', { name: 'Show the last report' }).click()
    await page.getByRole('heading', { name: 'Parameters' }).waitFor()
    await expect.poll(() => hash(page)).toMatch(/^#\/estimate\/.+\/report\/./)
    await page.reload()
    await page.getByRole('heading', { name: 'Parameters' }).waitFor()
  })

  it('the form for a new batch is there again after a reload, Back and Forward, though there are batches', async () => {
    const page = await screen.open('library=full&batches=some')
    await page.keyboard.press(keyOf('batches'))
    await expect.poll(() => hash(page)).toMatch(/^#\/batches\/(?!new$)./)
    const one = hash(page)
    await page.getByRole('listbox', { name: 'Batches', exact: true }).getByText('New batch').click()
    await expect.poll(() => hash(page)).toBe('#/batches/new')
    const form = page.getByRole('listbox', { name: 'Recordings of the batch' })
    await page.reload()
    await form.waitFor()
    expect(hash(page)).toBe('#/batches/new')
    await page.goBack()
    await expect.poll(() => hash(page)).toBe(one)
    await form.waitFor({ state: 'detached' })
    await page.goForward()
    await form.waitFor()
  })

  it('reports that are compared are so again after a reload, Back and Forward', async () => {
    const page = await screen.open('library=full')
    await page.keyboard.press(keyOf('reports'))
    await expect.poll(() => hash(page)).toMatch(/^#\/reports\/./)
    const before = hash(page)
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const picked = page
      .getByRole('listbox', { name: 'Reports to compare' })
      .getByRole('option', { selected: true })
    await button('Compare…').click()
    await button('All 3').click()
    await expect.poll(() => hash(page)).toMatch(/^#\/reports\/compare\/[^,]+,[^,]+,[^,/]+$/)
    await page.reload()
    await expect.poll(() => picked.count()).toBe(3)
    await title(page, 'Compare reports').waitFor()
    await button('Compare').click()
    await title(page, '3 reports compared').waitFor()
    await expect.poll(() => hash(page)).toMatch(/\/result$/)
    await page.reload()
    await title(page, '3 reports compared').waitFor()
    // What was chosen one after another is one step.
    await page.goBack()
    await expect.poll(() => hash(page)).toBe(before)
    await page.getByRole('listbox', { name: 'Reports, newest first' }).waitFor()
    await page.goForward()
    await title(page, '3 reports compared').waitFor()
    await button('Close').click()
    await expect.poll(() => hash(page)).toBe(before)
  })

  it('groups that are to be compared, and of which cells they are, are there again after a reload', async () => {
    const page = await screen.open('library=full&groups=yes')
    await page.keyboard.press(keyOf('reports'))
    await page.getByRole('button', { name: 'Groups…' }).click()
    await expect.poll(() => hash(page)).toBe('#/reports/groups')
    const cell = page.getByLabel('Cell of cell09.csv, drug')
    await cell.fill('cell05')
    await cell.blur()
    const reference = page.getByLabel('Reference condition')
    await reference.selectOption('drug')
    await page.reload()
    await expect.poll(() => reference.inputValue()).toBe('drug')
    expect(await cell.inputValue()).toBe('cell05')
    await cell.fill('')
    await cell.blur()
    await page.getByRole('button', { name: 'Compare the groups' }).click()
    await title(page, 'drug against control').waitFor()
    await page.reload()
    await title(page, 'drug against control').waitFor()
    await page.getByRole('button', { name: 'Change…' }).click()
    await title(page, 'Groups').waitFor()
    await page.reload()
    await expect.poll(() => reference.inputValue()).toBe('drug')
    await page.goBack()
    await expect.poll(() => hash(page)).not.toBe('#/reports/groups')
    await title(page, 'Groups').waitFor({ state: 'detached' })
    await page.goForward()
    await title(page, 'Groups').waitFor()
  })

  it('files that a reload kept from being read are named', async () => {
    const page = await screen.open('library=full&import=held')
    await page.getByRole('listbox', { name: 'Recordings' }).waitFor()
    const choosing = page.waitForEvent('filechooser')
    await page.keyboard.press('Control+o')
    const file = (name: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from('time_ms,u\n0,1\n') })
    await (await choosing).setFiles(['a.csv', 'b.csv', 'c.csv'].map(file))
    await page.getByText('reading', { exact: true }).first().waitFor()
    await page.reload()
    const told = page.getByRole('alert').filter({ hasText: '3 files were not opened' })
    await told.getByText('a.csv, b.csv, c.csv. Open them again.').waitFor()
    await told.getByRole('button', { name: 'Open…' }).waitFor()
    await page.reload()
    await list(page).getByRole('option').first().waitFor()
    expect(await told.count()).toBe(0)
  })

  it('without an address the window opens where it was last', async () => {
    const page = await screen.open('library=full')
    await list(page).getByText('steps').click()
    await rail(page, /^Reports/).click()
    await expect.poll(() => hash(page)).toMatch(/^#\/reports\/./)
    const before = hash(page)
    await expect
      .poll(() => page.evaluate(() => sessionStorage.getItem('fixture place')))
      .toContain('#/reports/')
    await page.goto('about:blank')
    await page.goto(`${screen.url()}?library=full`)
    await expect.poll(() => hash(page)).toBe(before)
    await rail(page, /^Recordings/).click()
    await expect.poll(() => chosen(page).textContent()).toContain('steps')
  })

  it('the last report of a recording is there again, and only with its own recording', async () => {
    const page = await screen.open('library=full')
    await estimateButton(page).click()
    await title(page, 'Parameters').waitFor()
    await expect.poll(() => hash(page)).toMatch(/^#\/estimate\/sample-spiking\/report\/./)
    await rail(page, /^Recordings/).click()
    await list(page).getByText('steps').click()
    await rail(page, /^Estimate/).click()
    await title(page, 'Ready to estimate').waitFor()
    expect(await page.getByRole('banner').textContent()).toContain('steps')
    await page.goBack()
    await page.goBack()
    await page.goBack()
    await title(page, 'Parameters').waitFor()
    expect(await page.getByRole('banner').textContent()).toContain('sample-spiking')
  })

  it.each([
    ['recordings', 'recording', '#/recordings/sample-spiking'],
    ['estimate', 'recording', '#/estimate/sample-spiking'],
    ['models', 'model', /^#\/models\/./],
    ['batches', 'batch', '#/batches/new'],
    ['reports', 'report', /^#\/reports\/./],
  ] as const)(
    'an address of %s of what was not found says so, and offers the list',
    async (at, what, then) => {
      const page = await screen.open(`library=full#/${at}/no-such-thing`)
      await title(page, `This ${what} was not found`).waitFor()
      expect(hash(page)).toBe(`#/${at}/no-such-thing`)
      await page.getByRole('button', { name: /^Show the / }).click()
      await title(page, `This ${what} was not found`).waitFor({ state: 'detached' })
      if (typeof then === 'string') await expect.poll(() => hash(page)).toBe(then)
      else await expect.poll(() => hash(page)).toMatch(then)
    },
  )

  it('who goes to another screen while the lists are read is not taken back, and sees what is read', async () => {
    const page = await screen.open('library=full&reports-list=held#/models')
    await expect.poll(() => rail(page, /^Models/).getAttribute('aria-current')).toBe('page')
    await page.keyboard.press(keyOf('reports'))
    await page.getByText('Reading the reports…').waitFor()
    await screen.release()
    await page.getByRole('listbox', { name: 'Reports' }).getByRole('option').first().waitFor()
    await expect.poll(() => hash(page)).toMatch(/^#\/reports\/./)
    expect(await page.getByText('Reading the reports…').count()).toBe(0)
    // The address of before is the step back.
    await page.goBack()
    await expect.poll(() => hash(page)).toBe('#/models')
  })

  it('an address that leads nowhere says so', async () => {
    const page = await screen.open('library=full#/nowhere')
    await page.getByRole('alert').getByText('There is no screen “nowhere”').waitFor()
  })

  it('an estimate that was under way is found again, and its result comes in', async () => {
    const page = await screen.open('library=full&running=estimate&estimate=held#/models')
    await rail(page, /^Estimate\s*30 %/).waitFor()
    expect(hash(page)).toMatch(/^#\/models/)
    await screen.release()
    await rail(page, /^Estimate\s*done/).waitFor()
    await rail(page, /^Estimate/).click()
    await title(page, 'Parameters').waitFor()
    expect(await rail(page, /^Estimate/).textContent()).not.toContain('done')
  })

  it('an estimate of another window stays there, and this one can ask for its own', async () => {
    const page = await screen.open('library=full&running=elsewhere')
    await chosen(page).waitFor()
    await estimateButton(page).click()
    await title(page, 'Parameters').waitFor()
    await expect.poll(() => hash(page)).toMatch(/^#\/estimate\/sample-spiking\/report\/./)
  })

  it('what another window adds comes into the list, and what is open stays open', async () => {
    const page = await screen.open('library=full')
    await chosen(page).waitFor()
    await page.evaluate(() => {
      const { addElsewhere, changeElsewhere } = window as unknown as {
        addElsewhere(): void
        changeElsewhere(lists: string[]): void
      }
      addElsewhere()
      changeElsewhere(['recordings'])
    })
    await list(page).getByText('elsewhere.csv').waitFor()
    expect(await chosen(page).textContent()).toContain('sample')
  })

  it('the top bar names the recording of the open report', async () => {
    const page = await screen.open('library=full')
    await rail(page, /^Reports/).click()
    await page.getByRole('option').filter({ hasText: 'steps' }).click()
    await expect.poll(() => page.getByRole('banner').textContent()).toContain('steps')
    await page.getByRole('option').filter({ hasText: 'sample' }).first().click()
    await expect.poll(() => page.getByRole('banner').textContent()).toContain('sample')
  })
})

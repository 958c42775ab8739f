import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { executable, windowPage } from './window-page.ts'

/** How a person keeps recordings together in folders, on a workbench of canned answers. */
describe.skipIf(!executable)('folders of recordings', () => {
  const screen = windowPage()

  const tree = (page: Page) => page.getByRole('tree', { name: 'Recordings', exact: true })
  const heading = (page: Page, name: string | RegExp) => page.getByRole('treeitem', { name, expanded: true })
  const closed = (page: Page, name: string | RegExp) => page.getByRole('treeitem', { name, expanded: false })
  const move = (page: Page) => page.locator('summary', { hasText: 'Move to…' })
  const open24 = async (): Promise<Page> => {
    const page = await screen.open('library=full&folders=24')
    await tree(page).waitFor()
    return page
  }
  const allFolders = ['No folder 2', 'control 6', 'drug 2 µM 6', 'drug 10 µM 6', 'wash-out 6']
  /** Texts of the headings that are drawn. */
  const headings = (page: Page) =>
    page
      .locator('[role="treeitem"][aria-expanded]')
      .evaluateAll((all) => all.map((one) => one.textContent?.trim()))
  async function foldAll(page: Page): Promise<void> {
    for (let k = 0; k < 5; k++) {
      const first = page.locator('[role="treeitem"][aria-expanded="true"]').first()
      if ((await first.count()) > 0) await first.click()
    }
  }

  it('are none to begin with: the list is as ever, and a first one is made from the recording’s menu', async () => {
    const page = await screen.open('library=full')
    await page.getByRole('listbox', { name: 'Recordings' }).waitFor()
    await page.locator('summary', { hasText: 'Move to folder…' }).click()
    await page.getByRole('button', { name: 'New folder…' }).click()
    await page.getByLabel('Name', { exact: true }).fill('  Wash-out,  5 µM ')
    await page.keyboard.press('Enter')
    await heading(page, /Wash-out, 5 µM 1/).waitFor()
    await heading(page, /No folder 1/).waitFor()
    await page.getByText('sample-spiking.csv was moved to “Wash-out, 5 µM”.').waitFor()
    // And back, by the keys.
    await page.keyboard.press('Control+z')
    await page.getByRole('listbox', { name: 'Recordings' }).waitFor()
  })

  it('are closed and opened, which a reload keeps, as it keeps what is in them', async () => {
    const page = await open24()
    await foldAll(page)
    expect(await headings(page)).toEqual(allFolders)
    expect(await page.locator('[role="treeitem"][aria-level="2"]').count()).toBe(0)
    // The open recording is in a closed folder, whose heading stands for it.
    await page.getByRole('treeitem', { name: /wash-out/, selected: true }).waitFor()
    await page.locator('summary', { hasText: 'Folder: wash-out' }).click()
    await page.getByRole('button', { name: 'control', exact: true }).click()
    await closed(page, 'control 7').waitFor()
    await page.reload()
    await closed(page, 'control 7').waitFor()
    expect(await headings(page)).toEqual([
      'No folder 2',
      'control 7',
      'drug 2 µM 6',
      'drug 10 µM 6',
      'wash-out 5',
    ])
  })

  it('are gone through by the keyboard: one stop, the arrows move, open and close', async () => {
    const page = await open24()
    await foldAll(page)
    await tree(page).focus()
    await page.keyboard.press('Home')
    const active = () => tree(page).getAttribute('aria-activedescendant')
    expect(await active()).toBe('line-folder:')
    await page.keyboard.press('ArrowDown')
    expect(await active()).toBe('line-folder:control')
    await page.keyboard.press('ArrowRight')
    await heading(page, 'control 6').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('heading', { name: 'cell02.abf' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('heading', { name: 'cell06.abf' }).waitFor()
    await page.keyboard.press('ArrowLeft')
    expect(await active()).toBe('line-folder:control')
    // The recording stays open, and nothing is removed with a heading.
    await page.keyboard.press('Delete')
    await page.keyboard.press('Enter')
    await closed(page, 'control 6').waitFor()
    await page.getByRole('heading', { name: 'cell06.abf' }).waitFor()
  })

  it('are searched all together, closed ones too, by the names of recordings and of folders', async () => {
    const page = await open24()
    await foldAll(page)
    await page.getByLabel('Search recordings').fill('cell1')
    await page.getByText('10 of 26 recordings').waitFor()
    expect(await headings(page)).toEqual(['control 3', 'drug 2 µM 2', 'drug 10 µM 3', 'wash-out 2'])
    expect(await page.locator('[role="treeitem"][aria-level="2"]').count()).toBe(10)
    await page.getByLabel('Search recordings').fill('10 drug')
    await page.getByText('6 of 26 recordings').waitFor()
    expect(await headings(page)).toEqual(['drug 10 µM 6'])
  })

  it('take several recordings at once: selected by Ctrl and Shift, moved, and taken back to where each was', async () => {
    const page = await open24()
    await page.getByText('cell02.abf').click()
    await page.getByText('cell10.abf').click({ modifiers: ['Shift'] })
    await page.getByText('3 selected').waitFor()
    await page.getByText('sample-spiking.csv').click({ modifiers: ['Control'] })
    await page.getByText('4 selected').waitFor()
    await move(page).click()
    await page.getByRole('button', { name: 'drug 2 µM', exact: true }).click()
    await page.getByText('4 recordings were moved to “drug 2 µM”.').waitFor()
    await page.getByRole('treeitem', { name: 'drug 2 µM 10' }).waitFor()
    await page.getByRole('treeitem', { name: 'No folder 1' }).waitFor()
    // Nothing is selected any more, and the keys go on in the list.
    expect(await page.getByRole('group', { name: 'Selected recordings' }).count()).toBe(0)
    expect(await tree(page).evaluate((list) => list === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: /^Undo Ctrl/ }).click()
    await page.getByRole('treeitem', { name: 'No folder 2' }).waitFor()
    await page.getByRole('treeitem', { name: 'control 6' }).waitFor()
    await foldAll(page)
    expect(await headings(page)).toEqual(allFolders)
  })

  it('take what a search finds, by the keyboard alone', async () => {
    const page = await open24()
    await page.getByLabel('Search recordings').fill('cell2')
    await tree(page).focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText(/^\d selected$/).waitFor()
    await page.getByRole('button', { name: 'Select found' }).press('Enter')
    await page.getByText('5 selected').waitFor()
    await move(page).press('Enter')
    await page.getByRole('button', { name: 'New folder…' }).press('Enter')
    await page.keyboard.type('twenties')
    await page.keyboard.press('Enter')
    await page.getByText('5 recordings were moved to “twenties”.').waitFor()
    await page.getByLabel('Search recordings').press('Escape')
    await page.getByLabel('Search recordings').fill('twenties')
    await page.getByText('5 of 26 recordings').waitFor()
  })

  it('have several selected from the recording’s menu too, whole folders by their headings; Esc ends it', async () => {
    const page = await open24()
    await page.locator('summary', { hasText: 'Folder: wash-out' }).click()
    await page.getByRole('button', { name: 'Select several…' }).click()
    await page.getByText('1 selected').waitFor()
    await page.getByRole('treeitem', { name: /^control/ }).click({ position: { x: 20, y: 12 } })
    await page.getByText('7 selected').waitFor()
    await tree(page).press('Space')
    await page.getByText('1 selected').waitFor()
    await tree(page).press('Escape')
    await page.getByRole('group', { name: 'Selected recordings' }).waitFor({ state: 'detached' })
  })

  it('are renamed, and joined with one that has the name', async () => {
    const page = await open24()
    const rename = async (name: string): Promise<void> => {
      await page.locator('summary', { hasText: /^Folder: / }).click()
      await page.getByRole('button', { name: 'Rename this folder…' }).click()
      await page.getByLabel('Name', { exact: true }).fill(name)
    }
    await rename('after')
    await page.keyboard.press('Enter')
    await page.getByRole('treeitem', { name: 'after 6' }).waitFor()
    await rename('control')
    await page.getByText('6 recordings will be added to “control”.').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('treeitem', { name: 'control 12' }).waitFor()
  })

  it('that another window changed are shown, and what can’t be moved is told and stays', async () => {
    const page = await screen.open('library=full&folders=24&move=fails')
    await tree(page).waitFor()
    await page.evaluate(() => {
      const other = window as unknown as {
        moveElsewhere(id: string, folder: string): void
        changeElsewhere(lists: string[]): void
      }
      other.moveElsewhere('cell-2', 'theirs')
      other.changeElsewhere(['recordings'])
    })
    await page.getByRole('treeitem', { name: 'theirs 1' }).waitFor()
    await page.locator('summary', { hasText: 'Folder: wash-out' }).click()
    await page.getByRole('button', { name: 'theirs', exact: true }).click()
    await page.getByText('The disk is full.').waitFor()
    await page.getByRole('treeitem', { name: 'wash-out 6' }).waitFor()
  })

  it('come with the files of a folder that is dropped', async () => {
    const page = await screen.open('library=full')
    const data = await page.evaluateHandle(() => {
      // As the system hands a folder over; a script can't make one.
      const entry = (name: string) => ({
        isFile: true,
        isDirectory: false,
        name,
        file: (take: (file: File) => void) => take(new File(['t,v\n0,1\n'], name)),
      })
      const folder = (name: string, inside: object[]) => ({
        isFile: false,
        isDirectory: true,
        name,
        createReader() {
          let left = inside
          return {
            readEntries(take: (some: object[]) => void) {
              take(left.slice(0, 1))
              left = left.slice(1)
            },
          }
        },
      })
      const dropped = folder('slice 3', [
        folder('drug', [entry('a.csv'), entry('notes.md')]),
        folder('control', [entry('b.csv'), entry('c.abf')]),
      ])
      DataTransferItem.prototype.webkitGetAsEntry = () => dropped as unknown as FileSystemEntry
      const transfer = new DataTransfer()
      transfer.items.add(new File([''], 'slice 3'))
      return transfer
    })
    await page.dispatchEvent('main', 'drop', { dataTransfer: data })
    await expect.poll(() => headings(page)).toEqual(['No folder 2', 'control 2', 'drug 1'])
  })

  it('are chosen whole for a batch', async () => {
    const page = await open24()
    await page.keyboard.press('4')
    await page.getByText('26 of 26 recordings selected').waitFor()
    await page.getByRole('button', { name: 'Deselect all' }).click()
    const list = page.getByRole('tree', { name: 'Recordings of the batch' })
    await list.getByRole('treeitem', { name: /^control/ }).click({ position: { x: 20, y: 12 } })
    await page.getByText('6 of 26 recordings selected').waitFor()
    await page.getByText(/^6 estimates: 6 sweeps of 6 recordings/).waitFor()
    await list.getByRole('treeitem', { name: 'control 6 of 6', selected: true }).waitFor()
    // By the keys: the next line is the first recording of it, which is left out.
    await list.press('ArrowDown')
    await list.press('Space')
    await list.getByRole('treeitem', { name: 'control 5 of 6', selected: false }).waitFor()
  })
})

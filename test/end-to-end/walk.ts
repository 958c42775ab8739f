import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleFile } from './programs.ts'
import type { Program, Shell } from './shell.ts'
import type { WorkbenchPage } from './workbench-page.ts'

/**
 * What a person does with the workbench, from the first file to a restart, the same in each shell. One window for all:
 * the tests go through it in this order.
 */
export function walk(shell: Shell): void {
  describe.skipIf(!shell.there)(`the workbench ${shell.where}`, () => {
    let place: string
    let library: string
    let program: Program
    let window: WorkbenchPage

    const start = async () => {
      program = await shell.start(library)
      window = program.window
    }
    beforeAll(async () => {
      place = await mkdtemp(join(tmpdir(), 'nagumo-walk-'))
      library = join(place, 'library')
      await start()
    })
    afterAll(async () => {
      await program?.end()
      await shell.close()
      await rm(place, { recursive: true, force: true })
    })
    const nothingToComplain = async () => {
      expect((await window.alert().textContent())?.trim()).toBe('')
      expect(program.complaints()).toEqual([])
    }

    it('opens a recording', async () => {
      await window.empty()
      expect(await window.page.title()).toBe('Nagumo')
      await window.button('Skip the tour').click()
      await program.give(sampleFile)
      await window.recording('example-neuron.csv').waitFor()
      await window.canEstimate()
      const facts = window.page.getByText(/samples, .* at .*Hz/).first()
      expect(await facts.textContent()).toContain('1,000 samples')
      await nothingToComplain()
    })

    it('says what is wrong with a file, where, and keeps what was open', async () => {
      const bad = join(place, 'notes.csv')
      await writeFile(bad, 'time_ms,voltage_mV\n0,-65\n0.1,-64\n0.2,spike!\n0.3,-65\n')
      await program.give(bad)
      const alert = window.alert().filter({ hasText: 'notes.csv was not opened' })
      await alert.waitFor()
      expect(await alert.textContent()).toMatch(/line 4/i)
      expect(await alert.textContent()).toContain('spike!')
      expect(await alert.textContent()).not.toMatch(/ {4}at |\.ts|\.cjs/)
      await window.recording('example-neuron.csv').waitFor()
      await window.page.keyboard.press('Escape')
      await nothingToComplain()
    })

    it('cancels an estimate', async () => {
      await window.estimateFrozen(program.numerics)
      await window.page.keyboard.press('Escape')
      await window.canEstimate()
      expect(await window.progress().count()).toBe(0)
      await nothingToComplain()
    })

    it('says so when the numerics die', async () => {
      await window.estimateFrozen(program.numerics)
      // A process that dies before it was asked anything is replaced without a word.
      const alert = window.alert().getByText(/stopped before it was finished/)
      await expect
        .poll(
          async () => {
            for (const pid of await program.numerics()) process.kill(pid, 'SIGKILL')
            return alert.isVisible()
          },
          { interval: 200 },
        )
        .toBe(true)
      expect(program.complaints()).toEqual([])
    })

    it('takes the recording to a posterior with a verdict after that, and keeps the report', async () => {
      await window.estimate().click()
      await window.parameters().waitFor()
      for (const symbol of ['θ₀', 'θ₁', 'σ', 'ρ']) {
        const named = window.page.getByRole('rowheader', { name: new RegExp(`^${symbol}( What|$)`) })
        const row = window.parameters().getByRole('row').filter({ has: named })
        expect(await row.textContent()).toMatch(/\d\.\d+.*\d\.\d+/)
      }
      expect(await window.page.getByRole('button', { name: /^Why/ }).isVisible()).toBe(true)
      await window.show('Reports')
      await window.reports().filter({ hasText: 'example-neuron.csv' }).waitFor()
      await nothingToComplain()
    })

    if (shell.carriesFiles)
      it('saves the report as a PDF', async () => {
        await window.reports().first().click()
        await window.reportShown()
        const { name, bytes } = await program.saved(() => window.exportAs('PDF'))
        expect(name).toMatch(/^example-neuron.*\.pdf$/)
        expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
        expect(bytes.subarray(-6).toString('latin1')).toContain('%%EOF')
        await nothingToComplain()
      })

    it('trains a model', async () => {
      await window.show('Train')
      await window.train('Tiny', 300)
      await window.training('Tiny').filter({ hasText: 'done' }).waitFor()
      await nothingToComplain()
    })

    it('discards another training', async () => {
      await window.training('New training').click()
      await window.train('Endless', 1_000_000_000)
      await window.discardTraining('Endless')
      await expect.poll(() => window.training('Endless').count()).toBe(0)
      await nothingToComplain()
    })

    it('says that its library is gone, and goes on once it is back', async () => {
      const aside = join(place, 'aside')
      await rename(library, aside)
      await window.estimate().click()
      const problem = window.page.getByRole('status', { name: 'Library' })
      await problem.getByRole('heading', { name: 'The library can’t be reached' }).waitFor()
      expect(await problem.textContent()).toContain(library)
      await rename(aside, library)
      const again = problem.getByRole('button', { name: 'Check again' })
      await expect
        .poll(async () => {
          // It looks by itself now and then, and takes the button away.
          if (await again.isVisible()) await again.click({ timeout: 1000 }).catch(() => undefined)
          return problem.getByRole('heading').count()
        })
        .toBe(0)
      await window.show('Recordings')
      await window.recording('example-neuron.csv').waitFor()
    })

    it('finds everything again after a restart', async () => {
      await window.show('Train')
      await window.training('New training').click()
      await window.modelName().fill('Half a thought')
      await window.show('Estimate')
      await window.reportShown()
      await expect.poll(window.place).toMatch(/^#\/estimate\/example-neuron-.*\/report\/./)
      const before = window.place()
      await program.end()
      await start()
      await window.reportShown()
      expect(window.place()).toBe(before)
      await window.show('Recordings')
      await window.recording('example-neuron.csv').waitFor()
      await window.show('Models')
      await window.model('Tiny').waitFor()
      await window.show('Train')
      await window.training('Tiny').waitFor()
      await window.training('New training').click()
      await expect.poll(() => window.modelName().inputValue()).toBe('Half a thought')
      await window.show('Reports')
      await window.reports().filter({ hasText: 'example-neuron.csv' }).first().waitFor()
      await nothingToComplain()
    })
  })
}

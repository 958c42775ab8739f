import type { Page } from 'playwright-core'
import { patience } from '../support/patience.ts'
import { sampleFile } from './programs.ts'

/** What a person sees of the workbench and does in it: the same in a browser and in Electron. */
export type WorkbenchPage = ReturnType<typeof workbenchOn>

/** @param page of either shell, on which the workbench is loaded or will be */
export function workbenchOn(page: Page) {
  page.setDefaultTimeout(patience.timeout)
  const button = (name: string | RegExp) => page.getByRole('button', { name }).first()
  const recordings = () => page.getByRole('listbox', { name: 'Recordings' })
  const estimate = (state = {}) =>
    page.getByRole('banner').getByRole('button', { name: 'Estimate', exact: true, ...state })
  const alert = () => page.getByRole('alert')
  const modelName = () => page.getByPlaceholder('Fast-spiking, wide priors')

  const self = {
    page,
    button,
    recordings,
    estimate,
    alert,
    modelName,
    /** A recording by a part of its name. */
    recording: (name: string) => recordings().getByRole('option').filter({ hasText: name }),
    reports: () => page.getByRole('option'),
    parameters: () => page.getByRole('table', { name: /posterior/ }),
    /** The program behind it does not answer any more. */
    stopped: () => page.getByRole('alertdialog', { name: 'Nagumo has stopped' }),
    progress: () => page.getByRole('progressbar', { name: 'Estimate' }),
    /** A saved report is shown: of a preliminary one the actions are hidden. */
    async reportShown() {
      await page.getByRole('heading', { name: 'Parameters' }).waitFor()
      await button('Run again').waitFor()
    },
    /** Screen and what is open on it, as the address has them. */
    place: () => new URL(page.url()).hash,

    /** It is there, with a library that has nothing in it. */
    empty: () => button('Open a recording').waitFor(),
    /** The process that computes has answered: nothing is asked of it any more. */
    numericsReady: () => page.getByText(/^(native|WebAssembly|plain)$/).waitFor(),
    show: (screen: 'Recordings' | 'Estimate' | 'Models' | 'Train' | 'Reports') => button(screen).click(),

    /** Chooses a file in the dialog that “Open a recording” opens, or “Open…” where there are some. */
    async open(path: string): Promise<void> {
      const choosing = page.waitForEvent('filechooser')
      await button(/^Open( a recording|…)/).click()
      await (await choosing).setFiles(path)
    },
    /** Opens the sample's file, until it can be estimated. */
    async openSample(): Promise<void> {
      await self.open(sampleFile)
      await self.recording('example-neuron.csv').waitFor()
      await self.canEstimate()
    },
    canEstimate: () => estimate({ disabled: false }).waitFor(),
    /**
     * Starts an estimate while the numerics stand still, so that it is under way for as long as they do.
     * @param numerics ids of their processes
     */
    async estimateFrozen(numerics: () => readonly number[] | Promise<readonly number[]>): Promise<void> {
      await self.numericsReady()
      await self.canEstimate()
      const pids = await numerics()
      if (pids.length === 0)
        throw new Error('No compute process was found, although the workbench names one.')
      for (const pid of pids) process.kill(pid, 'SIGSTOP')
      await estimate().click()
      // With this it is handed to them: what is cancelled before never reaches them, and leaves them asleep.
      await page
        .getByText(/^(Resampling|Loading the network)$/)
        .first()
        .waitFor()
    },
    /** Fills the form of a training on short traces, which takes seconds, and starts it. */
    async train(name: string, simulations: number): Promise<void> {
      await modelName().fill(name)
      const fields = { 'Δt, ms': 1, points: 40, 'solver steps between': 20, Simulations: simulations }
      for (const [field, value] of Object.entries(fields))
        await page.getByRole('textbox', { name: field, exact: true }).fill(String(value))
      // Playwright waits until it is enabled.
      await button('Start training').click()
    },
    /** A training in the list, by its name. */
    training: (name: string) =>
      page.getByRole('listbox', { name: 'Trainings' }).getByRole('option').filter({ hasText: name }),
    model: (name: string) =>
      page.getByRole('listbox', { name: 'Models' }).getByRole('option').filter({ hasText: name }),
    /** Discards a training that works, and what it learned. */
    async discardTraining(name: string): Promise<void> {
      await self.training(name).click()
      await page.getByText(/simulations seen/).waitFor()
      const cancel = button(/^(Cancel…|Take out of the queue)$/)
      await cancel.click()
      await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
    },
    /** An entry of the menu “Export”. */
    async exportAs(label: string): Promise<void> {
      await page.locator('summary').filter({ hasText: 'Export' }).first().click()
      await page
        .getByRole('list', { name: 'Export' })
        .getByRole('button', { name: label, exact: true })
        .click()
    },
  }
  return self
}

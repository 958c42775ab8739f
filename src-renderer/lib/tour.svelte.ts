import { estimate } from './estimate.svelte.ts'
import { mod } from './platform.ts'
import { preferences } from './preferences.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import { screens } from './screens.svelte.ts'

export interface TourStep {
  title: string
  text: string
  /** What the step can do itself; it then advances to the next one. */
  act?: { label: string; run: () => unknown }
}

/** The steps from a recording to its estimates, on the sample. */
export const tourSteps: readonly TourStep[] = [
  {
    title: 'Open the sample',
    text: 'A recording is read from a file, and how it was read is shown above the trace. Nagumo comes with a sample.',
    act: {
      label: 'Open the sample',
      run: () => {
        screens.show('recordings')
        return recordings.openSample()
      },
    },
  },
  {
    title: 'Choose the window',
    text: 'The shaded part of the trace is estimated. Drag it or its edges, or zoom in and press W. It should contain several spikes.',
  },
  {
    title: 'Estimate',
    text: `A network proposes parameters for the window, and the exact likelihood corrects them. Later, press ${mod} Enter.`,
    act: {
      label: 'Estimate',
      run: () => {
        screens.show('estimate')
        void estimate.start()
      },
    },
  },
  {
    title: 'Read the verdict first',
    text: 'It tells whether the neuron model describes this window, and which checks failed. Point at a line; “?” explains the check.',
  },
  {
    title: 'Numbers and export',
    text: 'Each parameter has its median and 90 % interval, drawn on the range of its prior. “Export” saves report, numbers, draws and figures; “Copy methods” copies the methods paragraph for a paper.',
  },
]

/** Whether the screen in view is one that the tour is about. */
export function isTourScreen(): boolean {
  return screens.current === 'recordings' || screens.current === 'estimate'
}

/** This tab's step survives a reload. */
const storageKey = 'nagumo-tour'

/** Progress in the tour. */
class Tour {
  /** 0-based; null while it is not open. */
  step = $state<number | null>(storedStep())

  /** Starts automatically if the tour was never taken and there is no recording yet. */
  offer(): void {
    const known = preferences.current !== null && recordings.loaded
    if (known && !preferences.current?.tourSeen && recordings.all.length === 0 && this.step === null)
      this.#show(0)
  }

  start(): void {
    if (!isTourScreen()) screens.show('recordings')
    this.#show(0)
  }

  go(by: 1 | -1): void {
    const next = (this.step ?? 0) + by
    if (next >= tourSteps.length) this.end()
    else this.#show(Math.max(0, next))
  }

  /** Completed or skipped: it does not start automatically again. */
  end(): void {
    this.#show(null)
    if (!preferences.current?.tourSeen) void preferences.change({ tourSeen: true })
  }

  #show(step: number | null): void {
    this.step = step
    if (step === null) sessionStorage.removeItem(storageKey)
    else sessionStorage.setItem(storageKey, String(step))
  }
}

function storedStep(): number | null {
  const step = Number(sessionStorage.getItem(storageKey) ?? Number.NaN)
  return step in tourSteps ? step : null
}

export const tour = new Tour()

/** The screens, in the order of the rail and of the keys 1, 2, 3 … */
export const screenList = [
  { id: 'recordings', label: 'Recordings' },
  { id: 'estimate', label: 'Estimate' },
  { id: 'cell', label: 'Cell' },
  { id: 'batches', label: 'Batches' },
  { id: 'models', label: 'Models' },
  { id: 'train', label: 'Train' },
  { id: 'reports', label: 'Reports' },
] as const

export type ScreenId = (typeof screenList)[number]['id']

/** Which screen is in view, behind which one something was finished meanwhile, and whether the list of keys lies over it. */
class Screens {
  current = $state<ScreenId>('recordings')
  helpOpen = $state(false)
  /** Which dialog of the rail's foot is open. */
  dialog = $state<'settings' | 'about' | null>(null)
  /** Where something was finished that nobody has looked at. */
  finished = $state.raw<ReadonlySet<ScreenId>>(new Set())

  show(id: ScreenId): void {
    this.current = id
    this.finished = new Set([...this.finished].filter((one) => one !== id))
  }

  /** Says that something was finished on a screen, which is told until the screen is looked at. */
  tellFinished(id: ScreenId): void {
    if (this.current !== id) this.finished = new Set([...this.finished, id])
  }
}

export const screens = new Screens()

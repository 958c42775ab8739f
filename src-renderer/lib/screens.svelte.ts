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

/** The screens of the rail, and the documentation. */
export type ScreenId = (typeof screenList)[number]['id'] | 'documentation'

export function isScreen(name: string): name is ScreenId {
  return name === 'documentation' || screenList.some(({ id }) => id === name)
}

/** The visible screen, screens with newly finished work, and whether the list of shortcuts is open. */
class Screens {
  current = $state<ScreenId>('recordings')
  helpOpen = $state(false)
  /** The open dialog of the rail's foot. */
  dialog = $state<'settings' | 'about' | null>(null)
  /** Screens with finished work that has not been viewed. */
  finished = $state.raw<ReadonlySet<ScreenId>>(new Set())
  /** How often a screen was chosen, the visible one included. */
  choices = 0

  show(id: ScreenId): void {
    this.choices++
    this.current = id
    this.finished = new Set([...this.finished].filter((one) => one !== id))
  }

  /** Marks a screen with finished work until it is viewed. */
  tellFinished(id: ScreenId): void {
    if (this.current !== id) this.finished = new Set([...this.finished, id])
  }
}

export const screens = new Screens()

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

/** Which screen is in view, and whether the list of keys lies over it. */
class Screens {
  current = $state<ScreenId>('recordings')
  helpOpen = $state(false)

  show(id: ScreenId): void {
    this.current = id
  }
}

export const screens = new Screens()

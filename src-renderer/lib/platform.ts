/** The key that goes with letters: ⌘ on a Mac, else Ctrl. */
export const mod = navigator.userAgent.includes('Mac OS X') ? '⌘' : 'Ctrl'

/** The modifier key of shortcuts: ⌘ on a Mac, else Ctrl. */
export const mod = navigator.userAgent.includes('Mac OS X') ? '⌘' : 'Ctrl'

/** Commands of the keyboard, anywhere in the window. */
export type Command =
  | { do: 'open' }
  | { do: 'estimate' }
  | { do: 'cancel' }
  | { do: 'undo' }
  | { do: 'help' }
  | { do: 'documentation' }
  | { do: 'back' }
  | { do: 'forward' }
  | { do: 'screen'; index: number }

export interface KeyPress {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/**
 * The command of a key press, or null.
 * @param typing true where the key goes into a text field; plain letters and digits belong to it then
 */
export function commandOf(press: KeyPress, typing: boolean): Command | null {
  if (press.altKey) {
    if (press.ctrlKey || press.metaKey || press.shiftKey || typing) return null
    if (press.key === 'ArrowLeft') return { do: 'back' }
    return press.key === 'ArrowRight' ? { do: 'forward' } : null
  }
  if (press.ctrlKey || press.metaKey) {
    const key = press.key.toLowerCase()
    if (key === 'o') return { do: 'open' }
    if (key === 'enter') return { do: 'estimate' }
    if (key === 'z' && !press.shiftKey && !typing) return { do: 'undo' }
    return null
  }
  if (press.key === 'Escape') return { do: 'cancel' }
  if (press.key === 'F1') return { do: 'documentation' }
  if (typing) return null
  if (press.key === '?') return { do: 'help' }
  if (/^[1-9]$/.test(press.key)) return { do: 'screen', index: Number(press.key) - 1 }
  return null
}

/** True where an element accepts text. */
export function takesText(element: EventTarget | null): boolean {
  if (!(element instanceof HTMLElement)) return false
  if (element instanceof HTMLInputElement)
    return !['button', 'checkbox', 'radio', 'file'].includes(element.type)
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    element.isContentEditable
  )
}

/** Where the focus moves in a list with one tab stop; null where the key is not handled. */
export function roveTo(key: string, index: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return Math.min(index + 1, count - 1)
  if (key === 'ArrowUp') return Math.max(index - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return null
}

/** The list of shortcuts (“?”): action and keys. `mod` is Ctrl, or ⌘ on a Mac. */
export function keyList(mod: string): { does: string; keys: string[] }[] {
  return [
    { does: 'Open recordings', keys: [mod, 'O'] },
    {
      does: 'Estimate; on the Cell screen, the cell; on the Batches and Train screens, start the batch or training',
      keys: [mod, 'Enter'],
    },
    { does: 'Cancel the estimate, close what is open', keys: ['Esc'] },
    { does: 'Undo a removal, or a move to a folder', keys: [mod, 'Z'] },
    {
      does: 'Recordings, Estimate, Cell, Batches, Models, Train, Reports',
      keys: ['1', '2', '3', '4', '5', '6', '7'],
    },
    { does: 'Back, forward', keys: ['Alt ←', 'Alt →'] },
    { does: 'Move in a list; remove the selected entry', keys: ['↑', '↓', 'Delete'] },
    { does: 'In a list with folders: open, close a folder', keys: ['→', '←'] },
    { does: 'In the list of recordings: select several', keys: ['Shift ↑', 'Shift ↓'] },
    { does: 'When selecting several, and in the recordings of a new batch: select', keys: ['Space'] },
    { does: 'In the table of a batch: open the report', keys: ['Enter'] },
    { does: 'In a trace: pan', keys: ['←', '→'] },
    { does: 'In a trace: zoom in, out, show all', keys: ['+', '−', '0'] },
    { does: 'In a trace: zoom the y-axis in, out', keys: ['Shift ↑', 'Shift ↓'] },
    { does: 'In a trace: use the visible range as the window, in round numbers', keys: ['W'] },
    { does: 'In a trace: set or remove two cursors (Δt, ΔV, 1/Δt)', keys: ['C'] },
    { does: 'Documentation, at the page about this screen', keys: ['F1'] },
    { does: 'Show these keys', keys: ['?'] },
  ]
}

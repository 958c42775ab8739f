import { resolve } from 'node:path'

/** A notice about the library, though nothing failed. */
export interface Notice {
  id: number
  text: string
}

/** In-memory state of a library besides its files; one per folder. */
export interface Known {
  /** Whether its folder was found or created in this process: then it must not be missing later. */
  seen: boolean
  notices: readonly Notice[]
  /** Adds a notice, unless it was given before. */
  tell(text: string): void
  /** Subscribes to new notices. */
  onNotice(listener: (notice: Notice) => void): void
}

const known = new Map<string, Known>()

export function knownOf(root: string): Known {
  const key = resolve(root)
  const found = known.get(key)
  if (found) return found
  const listeners: ((notice: Notice) => void)[] = []
  const made: Known = {
    seen: false,
    notices: [],
    tell(text) {
      if (made.notices.some((notice) => notice.text === text)) return
      const notice = { id: (made.notices.at(-1)?.id ?? 0) + 1, text }
      made.notices = [...made.notices, notice]
      for (const listener of listeners) listener(notice)
    },
    onNotice: (listener) => void listeners.push(listener),
  }
  known.set(key, made)
  return made
}

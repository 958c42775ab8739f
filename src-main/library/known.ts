import { resolve } from 'node:path'

/** Something that a person should know of their library, though nothing failed. */
export interface Notice {
  id: number
  text: string
}

/** What this program knows of a library besides what lies in it; one for each folder. */
export interface Known {
  /** Whether its folder was found or made by this program: then it must not be missing later on. */
  seen: boolean
  notices: readonly Notice[]
  /** Adds a notice, unless it was the same before. */
  tell(text: string): void
  /** Calls back with each notice from now on. */
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

import { NagumoError } from '../../src-main/contract/errors.ts'
import { countText } from './digits.ts'
import { notices } from './notices.svelte.ts'
import { chooseFiles } from './open-files.ts'
import { recordings, sampleName } from './recordings.svelte.ts'

/** Names of files that a page had not read before unloading; the file itself is only available from the user again. */
const storageKey = 'nagumo-unread-files'
const namedAtMost = 5

/** For the next page. */
export function keepUnread(): void {
  const names = recordings.opening.filter((name) => name !== sampleName)
  if (names.length > 0) sessionStorage.setItem(storageKey, JSON.stringify(names))
}

/** Reports the files that the previous page did not read. */
export function tellUnread(): void {
  const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]')
  sessionStorage.removeItem(storageKey)
  const names = Array.isArray(stored) ? stored.map(String) : []
  if (names.length === 0) return
  const more = names.length - namedAtMost
  const named = names.slice(0, namedAtMost).join(', ') + (more > 0 ? ` and ${more} more` : '')
  const one = names.length === 1
  notices.fail(
    one ? `${named} was not opened` : `${countText(names.length, 'file')} were not opened`,
    new NagumoError(
      'CANCELLED',
      `The page was reloaded before ${one ? 'it was' : 'they were'} read${one ? '' : `: ${named}`}. Open ${one ? 'it' : 'them'} again.`,
    ),
    { text: 'Open…', run: () => chooseFiles((files) => recordings.open(files)) },
    'recordings',
  )
}

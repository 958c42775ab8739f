import type { CurrentAddress } from '../../src-main/contract/current-address.ts'

/** Unfinished work that did not reach the workbench, in sessionStorage for the next page. */
export const unkeptKey = 'nagumo-unkept'

/** What a page passes to another address of its host: in the URL fragment, which is never sent. */
interface Carried {
  /** The screen, as in the address, and its state. */
  at: string
  state: unknown
  /** Unfinished work as JSON; null: none. */
  unkept: string | null
}

export function addressAt({ port, token }: CurrentAddress, { at, state, unkept }: Carried): string {
  const carried = new URLSearchParams({ token, at, state: JSON.stringify(state ?? null) })
  if (unkept !== null) carried.set('unkept', unkept)
  return `http://127.0.0.1:${port}/#${carried}`
}

/**
 * Removes the credential from this page's address, so that nobody reads it there, along with what a previous page
 * passed.
 * @returns the launch token, or the secret that the host exchanges for it once
 */
export function unpackAddress(): { token: string | null; secret: string | null } {
  const address = new URLSearchParams(location.hash.slice(1))
  const [token, secret] = [address.get('token'), address.get('launch')]
  const [at, state, unkept] = [address.get('at'), address.get('state'), address.get('unkept')]
  if (!token && !secret) return { token, secret }
  const isScreen = at?.startsWith('#/') ?? false
  history.replaceState(isScreen && state ? parsed(state) : null, '', isScreen ? at : location.pathname)
  // It is sent with this token, which no foreign page knows.
  if (token && unkept && isObject(parsed(unkept))) sessionStorage.setItem(unkeptKey, unkept)
  return { token, secret }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

import type { Whereabouts } from '../../src-main/contract/whereabouts.ts'

/** Unfinished work that did not reach the workbench, in this tab's memory for the page after this one. */
export const unkeptKey = 'nagumo-unkept'

/** What a page that goes to another address of its host takes along: in the fragment, which is sent to nobody. */
interface Luggage {
  /** The screen, as it stands in the address, and the state that belongs to it. */
  at: string
  state: unknown
  /** Unfinished work as JSON; null: none. */
  unkept: string | null
}

export function addressAt({ port, token }: Whereabouts, { at, state, unkept }: Luggage): string {
  const carried = new URLSearchParams({ token, at, state: JSON.stringify(state ?? null) })
  if (unkept !== null) carried.set('unkept', unkept)
  return `http://127.0.0.1:${port}/#${carried}`
}

/**
 * Takes out of this page's address what opens the workbench, so that nobody reads it there, and what a page before this
 * one sent along.
 * @returns the launch token, or the secret for which the host gives it once
 */
export function unpackAddress(): { token: string | null; secret: string | null } {
  const address = new URLSearchParams(location.hash.slice(1))
  const [token, secret] = [address.get('token'), address.get('launch')]
  const [at, state, unkept] = [address.get('at'), address.get('state'), address.get('unkept')]
  if (!token && !secret) return { token, secret }
  const isScreen = at?.startsWith('#/') ?? false
  history.replaceState(isScreen && state ? parsed(state) : null, '', isScreen ? at : location.pathname)
  // It is sent with this token, which a page of somebody else does not know.
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

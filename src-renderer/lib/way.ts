import type { ClientLink } from '@orpc/client'

/**
 * The window's connection to the workbench. `lost`: it no longer responds; `ended`: it announced its end; the window
 * keeps trying to reconnect. `refused`: it rejects this window.
 */
export type Connection = 'connecting' | 'connected' | 'lost' | 'ended' | 'refused'

/** Result of looking for the workbench. */
export type Look = 'found' | 'nothing' | 'stranger'

/** Transport of each shell: the current link for calls, and the connection status. */
export interface Way {
  link(): ClientLink<Record<never, never>>
  /** Calls the listener now and on every change, as a Svelte store does; returns an unsubscribe function. */
  subscribe(listener: (connection: Connection) => void): () => void
  /** Tries to reconnect to a lost workbench now, without waiting for the next attempt. */
  look(): Promise<Look>
  /** Sets the source of unfinished work, as JSON, for when this page moves to another address of its workbench. */
  whenMoving(unkept: () => string | null): void
}

/** Whether there is currently no workbench for this window. */
export const isGone = (connection: Connection): boolean =>
  connection !== 'connecting' && connection !== 'connected'

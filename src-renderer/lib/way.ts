import type { ClientLink } from '@orpc/client'

/** How the window stands to the workbench behind it. `lost`: it has stopped, and the window tries to find it again. */
export type Connection = 'connecting' | 'connected' | 'lost'

/** What each shell provides: the way to send a call now, and word of how the connection stands. */
export interface Way {
  link(): ClientLink<Record<never, never>>
  /** Calls the listener now and at every change, as a Svelte store does; returns how to stop. */
  subscribe(listener: (connection: Connection) => void): () => void
}

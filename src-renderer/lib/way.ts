import type { ClientLink } from '@orpc/client'

/**
 * How the window stands to the workbench behind it. `lost`: it does not answer any more; `ended`: it said so before; the
 * window tries to find it again. `refused`: it does not let this window in.
 */
export type Connection = 'connecting' | 'connected' | 'lost' | 'ended' | 'refused'

/** What was found where the workbench was. */
export type Look = 'found' | 'nothing' | 'stranger'

/** What each shell provides: the way to send a call now, and word of how the connection stands. */
export interface Way {
  link(): ClientLink<Record<never, never>>
  /** Calls the listener now and at every change, as a Svelte store does; returns how to stop. */
  subscribe(listener: (connection: Connection) => void): () => void
  /** Looks for a workbench that is gone now, and not only when its time has come. */
  look(): Promise<Look>
  /** Has it asked for unfinished work, as JSON, when this page goes to another address of its workbench. */
  whenMoving(unkept: () => string | null): void
}

/** Whether there is no workbench for this window now. */
export const isGone = (connection: Connection): boolean =>
  connection !== 'connecting' && connection !== 'connected'

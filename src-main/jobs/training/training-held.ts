import type { TrainingRun } from '../../contract/trainings.ts'
import type { Lock } from '../../library/lock.ts'

/** Why a run is stopped while it trains; one further on in this list is not overruled by one before it. */
const stopReasons = ['finish', 'close', 'pause', 'cancel'] as const
export type StopReason = (typeof stopReasons)[number]

/** A run that this program works on or will. */
export interface Held {
  run: TrainingRun
  lock: Lock
  /** Of the one that trains: how it is stopped, and why it was. */
  stop: AbortController
  reason: StopReason | null
  /** Whether it has learned anything since it began here, and the time of its checkpoint when it was stopped. */
  learned: boolean
  checkpoint: number | null
  /** The last write of run.json; one follows the other. */
  saving: Promise<void>
  savedAt: number
  /** It has left the queue, and others may have it. */
  gone: boolean
  /** Resolves when it has left the queue. */
  left: Promise<void>
  leave(): void
}

export function createHeld(run: TrainingRun, lock: Lock): Held {
  let leave = () => {}
  const left = new Promise<void>((resolve) => {
    leave = resolve
  })
  return {
    run,
    lock,
    stop: new AbortController(),
    reason: null,
    learned: false,
    checkpoint: null,
    saving: Promise.resolve(),
    savedAt: 0,
    gone: false,
    left,
    leave,
  }
}

/** Notes why it is to stop, unless there is a stronger reason already. */
export function giveReason(held: Held, reason: StopReason): void {
  const rank = (one: StopReason) => stopReasons.indexOf(one)
  if (!held.reason || rank(reason) > rank(held.reason)) held.reason = reason
}

export function trains({ run }: Held): boolean {
  return run.state === 'training'
}

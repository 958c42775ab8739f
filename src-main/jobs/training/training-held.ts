import type { TrainingRun } from '../../contract/trainings.ts'
import type { Lock } from '../../library/lock.ts'

/** Why a training run is stopped, in increasing priority. */
const stopReasons = ['finish', 'close', 'pause', 'cancel'] as const
export type StopReason = (typeof stopReasons)[number]

/** A run that is training or waiting in this process. */
export interface Held {
  run: TrainingRun
  lock: Lock
  /** While training: how it is stopped, and why. */
  stop: AbortController
  reason: StopReason | null
  /** Whether it has trained since it began here, and the time of its checkpoint when it was stopped. */
  learned: boolean
  checkpoint: number | null
  /** The last write of run.json; writes are serialized. */
  saving: Promise<void>
  savedAt: number
  /** It has left the queue; other processes may lock it. */
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

/** Sets the stop reason, unless one of higher priority is set. */
export function giveReason(held: Held, reason: StopReason): void {
  const rank = (one: StopReason) => stopReasons.indexOf(one)
  if (!held.reason || rank(reason) > rank(held.reason)) held.reason = reason
}

export function trains({ run }: Held): boolean {
  return run.state === 'training'
}

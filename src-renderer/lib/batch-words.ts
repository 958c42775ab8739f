import { whole } from './digits.ts'
import type { BatchEntry, BatchRow, BatchState, VerdictLevel } from './types.ts'
import { leftText, levelWords, windowText } from './words.ts'

export const batchStateWords: Record<BatchState, string> = {
  waiting: 'queued',
  running: 'running',
  paused: 'paused',
  interrupted: 'interrupted',
  done: 'done',
}

/** Outcome of an item. */
export type Outcome = VerdictLevel | 'failed'
export const outcomes: readonly Outcome[] = ['ok', 'caution', 'unreliable', 'failed']
export const outcomeWords: Record<Outcome, string> = { ...levelWords, failed: 'failed' }

export function outcomeOf({ verdict }: BatchRow): Outcome {
  return verdict ?? 'failed'
}

/** “v1, 120–320 ms”. */
export function pieceText({ item, window }: BatchRow): string {
  const stretch = window ?? item.window
  return [item.sweep, stretch && windowText(stretch)].filter(Boolean).join(', ')
}

/** “312 of 1,000 items done, 5 of them failed, about 3 min left”. */
export function progressText({ done, total, failed, secondsLeft, state }: BatchEntry): string {
  const which = done === total ? whole(total) : `${whole(done)} of ${whole(total)}`
  const items = `${which} ${total === 1 ? 'item' : 'items'} done`
  const bad = failed > 0 ? `, ${whole(failed)} of them failed` : ''
  return `${items}${bad}${state === 'running' ? leftText(secondsLeft) : ''}`
}

export function isAtWork({ state }: BatchEntry): boolean {
  return state === 'waiting' || state === 'running' || state === 'paused'
}

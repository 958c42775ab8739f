import type { Doubt } from '../contract/recordings.ts'
import type { OpenDoubt } from '../contract/reports.ts'

/** Unresolved doubts about a recording at the time of an estimate, without their possible answers; empty where none. */
export function openDoubts(doubts: readonly Doubt[] = []): { doubts?: OpenDoubt[] } {
  return doubts.length > 0 ? { doubts: doubts.map(({ code, text }) => ({ code, text })) } : {}
}

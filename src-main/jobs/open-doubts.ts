import type { Doubt } from '../contract/recordings.ts'
import type { OpenDoubt } from '../contract/reports.ts'

/** What was open of a recording when numbers were made of it, without the answers that were offered then; nothing where nothing was. */
export function openDoubts(doubts: readonly Doubt[] = []): { doubts?: OpenDoubt[] } {
  return doubts.length > 0 ? { doubts: doubts.map(({ code, text }) => ({ code, text })) } : {}
}

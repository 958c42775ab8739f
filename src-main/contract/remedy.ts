import type { Reason, Verdict } from './reports.ts'

/**
 * What may be done about what a verdict saw, the first of its reasons that knows something. Where the answer is unreliable
 * only what stands first counts: the others may be its doing.
 */
export function remedyOf({ level, reasons }: Verdict): Reason['remedy'] {
  const looked = level === 'unreliable' ? reasons.slice(0, 1) : reasons
  return looked.find(({ remedy }) => remedy)?.remedy
}

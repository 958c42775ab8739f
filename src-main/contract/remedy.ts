import type { Reason, Verdict } from './reports.ts'

/**
 * The remedy for the first of a verdict's reasons that has one. If the result is unreliable only the first reason is
 * considered: the others may be its consequences.
 */
export function remedyOf({ level, reasons }: Verdict): Reason['remedy'] {
  const looked = level === 'unreliable' ? reasons.slice(0, 1) : reasons
  return looked.find(({ remedy }) => remedy)?.remedy
}

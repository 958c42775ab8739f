import type { CellFeatures } from '../../contract/cells.ts'
import type { Reason } from '../../contract/reports.ts'

type Doubts = NonNullable<CellFeatures['doubts']>

/** Doubts under which no model of the cell under this current can be right. */
const refusing: ReadonlySet<Doubts[number]['code']> = new Set([
  'CURRENT_SIGN',
  'CURRENT_UNIT',
  'CURRENT_OFFSET',
  'CURRENT_SHIFTED',
])
/** Names of the checks in reports. */
const checks: Partial<Record<Doubts[number]['code'], string>> = {
  CURRENT_SIGN: 'currentSign',
  CURRENT_UNIT: 'currentUnit',
  CURRENT_OFFSET: 'currentAmplitudes',
  CURRENT_SHIFTED: 'currentTimes',
  CELL_DRIFTS: 'familyDrift',
}

/** Reasons from a family's features that apply to every model of it: that it can't be right, or with what doubt. */
export function familyReasons({ doubts = [] }: CellFeatures): Reason[] {
  return doubts.map(({ code, text }) => ({
    check: checks[code] ?? code,
    level: refusing.has(code) ? 'unreliable' : 'caution',
    cause: 'recording',
    text,
    number: refusing.has(code)
      ? 'by the silent sweeps of the family'
      : 'by the features of the sweeps in their order',
  }))
}

/** A verdict with further reasons: its level is that of the worst one, named by the headline. */
export function withReasons<T extends Pick<Reason, 'level'> & { headline: string; reasons: Reason[] }>(
  result: T,
  further: readonly Reason[],
): T {
  const known = new Set(result.reasons.map(({ check }) => check))
  const added = further.filter(({ check }) => !known.has(check))
  if (added.length === 0) return result
  const reasons = [...added, ...result.reasons]
  const [first] = added.filter(({ level }) => level !== 'ok')
  if (!first || result.level !== 'ok') return { ...result, reasons }
  return { ...result, level: 'caution', headline: `${result.headline} But: ${first.text}`, reasons }
}

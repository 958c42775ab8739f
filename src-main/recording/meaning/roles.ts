import { type HeaderUnit, unitInName } from './units.ts'

/** What a column's name says of it. */
export interface NameReading {
  name: string
  role: 'time' | 'voltage' | 'other' | 'unknown'
  unit: HeaderUnit | null
}

const timeNames = /^(t|x?time.*|zeit.*|temps|tiempo|tempo|timestamps?|seconds|milliseconds)$/i
const voltageNames =
  /^(v|vm|u|vmem\w*|e_?m)$|volt|membrane|potential|spannung|sweep|trace|channel|^ch ?\d*$|^v\d+$|^in \d/i
const otherNames =
  /command|cmd|^dv|deriv|stim|current|strom|inject|^i$|^i_?(inj|m|clamp|app)|pulse|trigger|ttl|digital|temperature|light|laser|marker|pressure|(^|[\s_-])(led|tag)($|[\s_-])/i
/** Counters of rows: neither time nor voltage. */
const counterNames = /^(|#|n|no|nr|id|idx|index|row|samples?|point|points|unnamed.*|\w+ index)$/i

/** Reads the name of a column. */
export function readName(name: string): NameReading {
  const unit = unitInName(name)
  // The name without its unit: “time_ms” → “time”; “ms” alone stays.
  const bare = name
    .replace(/[([{][^()[\]{}]*[)\]}]\s*$/, '')
    .replace(/[\s_/,.:-]+[^\s_/,.:-]+$/, (tail) => (unitInName(`x${tail}`) ? '' : tail))
    .trim()
  return { name, unit, role: roleOf(bare, unit) }
}

function roleOf(bare: string, unit: HeaderUnit | null): NameReading['role'] {
  if (unit?.kind === 'other') return 'other'
  // A command in mV is no recording of the membrane.
  if (otherNames.test(bare)) return 'other'
  if (unit) return unit.kind
  if (timeNames.test(bare)) return 'time'
  if (counterNames.test(bare)) return 'other'
  return voltageNames.test(bare) ? 'voltage' : 'unknown'
}

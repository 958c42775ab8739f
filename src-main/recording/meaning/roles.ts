import { type HeaderUnit, unitInName, unknownUnitIn } from './units.ts'

/** Information from a column's name. */
export interface NameReading {
  name: string
  role: 'time' | 'voltage' | 'stimulus' | 'sweep' | 'other' | 'unknown'
  unit: HeaderUnit | null
  /** Text in place of a unit that is not a known one. */
  unknownUnit?: string
}

const timeNames =
  /^(t|x?time.*|x[ _]?value|zeit.*|uhrzeit|temps|tiempo|tempo|tijd|hora|heure|elapsed.*|timestamps?|seconds|milliseconds)$/i
const voltageNames =
  /^(v|v_?m|u|vmem\w*|e_?m)$|volt|membran|potential|potenti[ae]l|potencial|spannung|tension|tensión|sweep|trace|channel|^ch ?\d*$|^v\d+$|^in \d/i
const stimulusNames =
  /command|cmd|befehl|stim|reiz|current|strom|courant|corriente|corrente|inject|injiz|^i$|^i[_-]?(inj|m|mem|mon|clamp|app)\b|pulse|puls$|trigger|ttl|digital|light|licht|laser|pressure|druck|(^|[\s_-])led($|[\s_-])/i
const otherNames =
  /^dv|deriv|temperature|temperatur|marker|(^|[\s_-])tag($|[\s_-])|comment|kommentar|remark|note/i
/** Sweep numbers in a file of stacked sweeps. */
const sweepNames =
  /^(senders?|gid|neuron[ _]id|sweep|trial|episode|segment|trace|epoch|repetition|rep|durchgang|essai|balayage|ensayo)([\s_-]*(no|nr|num|number|nummer|id|idx|index|#)?\.?)$/i
/** Usual names of the FitzHugh–Nagumo recovery variable; if the potential is u, it is v. */
const recoveryNames = /^(r|w|recovery.*|relaxation.*|refractor.*)$/i
/** Row counters: neither time nor voltage. */
const counterNames = /^(|#|n|no|nr|id|idx|index|row|samples?|point|points|unnamed.*|\w+ index)$/i

/** Parses the name of a column. */
export function readName(name: string): NameReading {
  const unit = unitInName(name)
  // The name without its unit: “time_ms” → “time”; “ms” alone is unchanged.
  const bare = name
    .replace(/[([{][^()[\]{}]*[)\]}]\s*$/, '')
    .replace(/[\s_/,.:-]+[^\s_/,.:-]+$/, (tail) => (unitInName(`x${tail}`) ? '' : tail))
    .trim()
  const unknownUnit = unit ? null : unknownUnitIn(name)
  return { name, unit, role: roleOf(bare, unit), ...(unknownUnit && { unknownUnit }) }
}

function roleOf(bare: string, unit: HeaderUnit | null): NameReading['role'] {
  if (/^[pnuµμm]?A$/.test(unit?.kind === 'other' ? unit.unit : '')) return 'stimulus'
  // A command in mV is not a membrane potential.
  if (otherNames.test(bare)) return 'other'
  if (stimulusNames.test(bare)) return 'stimulus'
  if (unit?.kind === 'other') return 'other'
  // “Vm_min” is a minimum, “x_h” a gate; they are units only of a time.
  if (unit && ['min', 'h'].includes(unit.unit) && !timeNames.test(bare)) return 'other'
  if (unit) return unit.kind
  if (timeNames.test(bare)) return 'time'
  if (counterNames.test(bare)) return 'other'
  if (sweepNames.test(bare)) return 'sweep'
  return voltageNames.test(bare) ? 'voltage' : 'unknown'
}

/** Whether a column is, by name, the recovery variable of a membrane potential in model units. */
export function isRecovery(name: string, potential: string): boolean {
  const [bare, first] = [name.trim(), potential.trim()]
  return recoveryNames.test(bare) || (/^u$/i.test(first) && /^v$/i.test(bare))
}

/** Whether a column is, by name, a row counter. */
export function isCounterName(name: string): boolean {
  return counterNames.test(name.trim())
}

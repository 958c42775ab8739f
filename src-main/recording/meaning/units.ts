import type { TimeUnit, VoltageUnit } from '../../contract/recordings.ts'

export type HeaderUnit =
  | { kind: 'time'; unit: TimeUnit }
  | { kind: 'voltage'; unit: VoltageUnit }
  /** Neither: a current, a frequency … */
  | { kind: 'other'; unit: string }

const spellings: readonly [RegExp, HeaderUnit][] = [
  [/^(s|secs?|seconds?|sekunden?)$/i, { kind: 'time', unit: 's' }],
  [/^(ms|msecs?|milliseconds?|millisekunden?)$/i, { kind: 'time', unit: 'ms' }],
  [/^([uµμ]s|[uµμ]secs?|microseconds?)$/i, { kind: 'time', unit: 'us' }],
  [/^(ns|nsecs?|nanoseconds?)$/i, { kind: 'time', unit: 'ns' }],
  [/^(min|mins|minutes?|minuten?)$/, { kind: 'time', unit: 'min' }],
  [/^(h|hrs?|hours?|stunden?)$/, { kind: 'time', unit: 'h' }],
  [/^(V|v|[Vv]olts?|VOLTS?)$/, { kind: 'voltage', unit: 'V' }],
  [/^(mV|mv|MV|[Mm]illi[Vv]olts?)$/, { kind: 'voltage', unit: 'mV' }],
  [/^([uµμ]V|[uµμ]v|UV|[Mm]icro[Vv]olts?)$/, { kind: 'voltage', unit: 'uV' }],
  [/^(a\.?u\.?|none|model units?|dimensionless)$/i, { kind: 'voltage', unit: 'none' }],
  [/^[pnuµμm]?A(\/F|\/cm2|\/cm²)?$/i, { kind: 'other', unit: '' }],
  [/^([kM]?Hz|[MG]?Ohms?|[MG]?Ω|[pn]?S|[pn]F|°C|degC|%|mM|[uµμ]M)$/, { kind: 'other', unit: '' }],
]

/** Powers of ten before a unit as prefixes: “10^-3 V”, “x 1e-3 s”. */
const powers: Record<string, string> = { '-3': 'm', '-6': 'u', '-9': 'n', '0': '' }

/** Parses a unit; null if unknown. */
export function parseUnit(text: string): HeaderUnit | null {
  const power = /^[x×*]?\s*1(?:0\s*\^\s*|e)([-−]?\d+)\s*[·×*]?\s*([Vs])$/i.exec(text.trim())
  const prefix = power ? powers[String(Number(power[1].replace('−', '-')))] : undefined
  const trimmed = power && prefix !== undefined ? `${prefix}${power[2]}` : text.trim()
  for (const [pattern, unit] of spellings) {
    if (pattern.test(trimmed)) return unit.kind === 'other' ? { kind: 'other', unit: trimmed } : unit
  }
  return null
}

/** Whether a header cell is only a unit: “ms”, “(mV)”, “[s]”. */
export function isBareUnit(cell: string): boolean {
  return parseUnit(cell.trim().replace(/^[([]|[)\]]$/g, '')) !== null
}

/** The unit in a column's name: “Time (s)”, “t [ms]”, “voltage_mV”, “Vm/mV”, “ms”; null if there is none. */
export function unitInName(name: string): HeaderUnit | null {
  const bracket = /[([{]([^()[\]{}]*)[)\]}]\s*$/.exec(name)
  // “dV/dt (V/s)” has a unit, but not a relevant one.
  if (bracket)
    return parseUnit(bracket[1]) ?? (bracket[1].includes('/') ? { kind: 'other', unit: bracket[1] } : null)
  const parts = name.trim().split(/[\s_/,.:-]+/)
  const last = parts[parts.length - 1]
  // “V” and “A” alone are names: the voltage, channel A.
  if (parts.length > 1 || !/^[VvAah]$/.test(last)) {
    const unit = parseUnit(last)
    if (unit) return unit
  }
  const camel = /^(?:time|t|voltage|vm|v|membrane\w*)(Ms|Us|S|MV|mV|UV|uV)$/i.exec(name.trim())
  return camel && parts.length === 1 ? parseUnit(camel[1].replace(/^[SMU]/, (c) => c.toLowerCase())) : null
}

/** “10 mV”, “x 10^-3 V”, “0.1 ms”: a unit with a number before it. */
const scaledUnit = /^[x×*]?\s*(?:10\s*\^\s*([-−]?\d+)|(\d*[.,]?\d+(?:e[+-]?\d+)?))\s*[·×*]?\s*(\p{L}+)$/iu
/** Unsupported prefixes and measures: “cV”, “ds”, “counts”, “z”. */
const otherMeasure =
  /^(?:[fpnuµμmcdkMGT]|da)?(?:V|volts?|s|sec)$|^(?:counts?|adc|bits?|lsb|raw|levels?|norm\w*\.?|z|z-?score|sd|s\.d\.|sigma|ticks?|samples?|points?|frames?|steps?|cycles?|percent|fraction|rel\w*\.?|db)$/i

/** The bracketed text of a name if it is an unknown unit; otherwise null. */
export function unknownUnitIn(name: string): string | null {
  const text = /[([{<]([^()[\]{}<>]*)[)\]}>]\s*$/.exec(name)?.[1].trim()
  if (!text || parseUnit(text)) return null
  const scaled = scaledUnit.exec(text)
  return otherMeasure.test(text) || (scaled && parseUnit(scaled[3])) ? text : null
}

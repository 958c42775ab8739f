import { type NameReading, readName } from '../meaning/roles.ts'
import { parseUnit } from '../meaning/units.ts'
import { type MatVariable, ownName, parentOf } from './variable.ts'

/** Generic field names; the struct's name or title describes what was recorded. */
const plainNames = /^(data|values?|samples?|waves?|signals?|y|amplitudes?)$/i
const titleNames = /^(title|name|label|channel_?name|channel)$/i
const unitWord = '_?(?:units?|einheit)'
const longestTitle = 64
const kinds: Record<NameReading['role'], readonly string[]> = {
  time: ['time'],
  voltage: ['voltage'],
  stimulus: ['other'],
  unknown: ['voltage', 'other'],
  sweep: [],
  other: [],
}

/** Header of a variable as for a column: “Vm (mV)”. */
export type Headings = (variable: MatVariable) => NameReading

/** Interprets variable names, with titles and units given as texts beside them. */
export function headingsOf(variables: readonly MatVariable[]): Headings {
  const texts = new Map<string, { name: string; text: string }[]>()
  for (const { path, text } of variables) {
    if (text === undefined || text === '' || text.length > longestTitle) continue
    const parent = parentOf(path)
    texts.set(parent, [...(texts.get(parent) ?? []), { name: ownName(path), text: text.trim() }])
  }
  const besides = (path: string, pattern: RegExp): string | undefined =>
    texts.get(parentOf(path))?.find(({ name }) => pattern.test(name))?.text
  return ({ path }) => {
    const own = ownName(path)
    const parent = parentOf(path)
    const title = plainNames.test(own) && parent !== '' ? (besides(path, titleNames) ?? ownName(parent)) : own
    const reading = readName(title)
    if (reading.unit) return reading
    const named = escaped(own)
    const ownUnit = besides(path, new RegExp(`^(?:${named}${unitWord}|units?_?${named})$`, 'i'))
    const unit = ownUnit ?? besides(path, new RegExp(`^${unitWord.replace('_?', '')}$`, 'i'))
    if (unit === undefined) return reading
    const kind = parseUnit(unit)?.kind
    // A unit for a whole struct applies only to variables that can have it.
    const fits =
      ownUnit !== undefined ? kind !== undefined : kind !== undefined && kinds[reading.role].includes(kind)
    return fits ? readName(`${title} (${unit})`) : reading
  }
}

function escaped(text: string): string {
  return text.replace(/[^A-Za-z0-9_]/g, String.raw`\$&`)
}

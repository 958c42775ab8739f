import { NagumoError } from '../../contract/errors.ts'
import { plain } from '../../contract/quantities.ts'
import type { Doubt, VoltageUnit } from '../../contract/recordings.ts'
import { millivolts, voltageSuffix, voltageUnitNames } from '../../contract/units.ts'
import { quote } from '../table/problems.ts'
import type { NameReading } from './roles.ts'
import type { Evidence, UnitReading } from './time-unit.ts'
import { columnList } from './wording.ts'

/** mV beyond any membrane potential and amplifier output. */
const beyondMembrane = 500
const beyondAmplifier = 20_000
/** Model units far beyond the model's range. */
const beyondModel = 50
const absurdModel = 1e6

export interface Range {
  min: number
  max: number
}

/**
 * Determines the unit of voltage: from the header if given, else from the range of the values.
 * @param columns the voltage columns, from 0, and their parsed names, in the same order
 * @throws NagumoError UNITS_IMPLAUSIBLE where no unit makes sense of the values
 */
export function readVoltageUnit(
  columns: readonly number[],
  names: readonly NameReading[],
  range: Range,
  file: string,
): UnitReading<VoltageUnit> {
  const first = names[0]
  const named = first.unit?.kind === 'voltage' ? first.unit.unit : null
  const byValues = unitByValues(range)
  const values = `values from ${plain(range.min)} to ${plain(range.max)}`
  if (named === null) {
    if (!byValues) throw implausible(file, range, null)
    const { unit } = byValues
    return {
      unit,
      evidence: {
        conclusion: voltageConclusion(columns, unit),
        because: `${values}, no unit in the header: ${byValues.because}`,
      },
      doubts:
        byValues.sure && !first.unknownUnit
          ? []
          : [
              {
                code: 'VOLTAGE_UNIT_GUESSED',
                about: 'voltageUnit',
                text: `The file gives ${first.unknownUnit ? `the unit ${quote(first.unknownUnit)}, which is unknown` : 'no unit of voltage'}${byValues.sure ? '; by ' : ', and '}${values}${byValues.sure ? '' : ' fit no unit well;'} ${voltageUnitNames[unit]} were assumed.`,
              },
            ],
    }
  }
  const header = names.length === 1 ? `header ${quote(first.name)}` : `headers ${quote(first.name)} …`
  const said = readSaidUnit(named, range, file)
  return {
    unit: said.unit,
    evidence: {
      conclusion: voltageConclusion(columns, said.unit),
      because: said.unit === named ? `${header}; ${values}` : `${said.because} (${header})`,
    },
    doubts: said.unit === named ? voltageDoubts(range, named) : said.doubts,
  }
}

/**
 * The unit stated in the file, or another one if no membrane reaches the values in it.
 * @throws NagumoError UNITS_IMPLAUSIBLE where no unit makes sense of the values
 */
export function readSaidUnit(
  said: VoltageUnit,
  range: Range,
  file: string,
): { unit: VoltageUnit; because: string; doubts: Doubt[] } {
  const beyond =
    isAbsurd(said, range) || (said !== 'none' && extreme(range) * millivolts[said] > 4 * beyondMembrane)
  const byValues = beyond ? unitByValues(range) : null
  const other = byValues?.sure && byValues.unit !== 'none' ? byValues.unit : said
  if (other === said) {
    if (isAbsurd(said, range)) throw implausible(file, range, said)
    return { unit: said, because: '', doubts: [] }
  }
  return {
    unit: other,
    because: `values from ${plain(range.min)} to ${plain(range.max)}, which no membrane reaches in ${voltageUnitNames[said]}, the unit in the file`,
    doubts: [
      {
        code: 'VOLTAGE_UNIT_CONTRADICTED',
        about: 'voltageUnit',
        text: `According to the file the voltage ranges from ${plain(range.min)} to ${plain(range.max)}${voltageSuffix(said) || ' in model units'}, which is impossible for a membrane. The values were read as ${voltageUnitNames[other]}. Check the unit.`,
      },
    ],
  }
}

const conclusionStart = 'Voltage: '

/** @param columns null for formats that are not tables */
export function voltageConclusion(columns: readonly number[] | null, unit: VoltageUnit): string {
  return `${conclusionStart}${columns ? `${columnList(columns)}, ` : ''}in ${voltageUnitNames[unit]}`
}

export function isVoltageConclusion({ conclusion }: Evidence): boolean {
  return conclusion.startsWith(conclusionStart)
}

/** Doubts about values in a stated unit. */
export function voltageDoubts(range: Range, unit: VoltageUnit): Doubt[] {
  const shown = `from ${plain(range.min)} to ${plain(range.max)}${voltageSuffix(unit)}`
  const odd = (text: string): Doubt[] => [{ code: 'VOLTAGE_IMPLAUSIBLE', about: 'voltageUnit', text }]
  if (unit === 'none') {
    return extreme(range) > beyondModel
      ? odd(
          `The trace reaches ${shown} in model units, while the model stays within a few units. Check the unit.`,
        )
      : []
  }
  const scale = millivolts[unit]
  if (extreme(range) * scale > beyondMembrane) {
    return odd(`The trace reaches ${shown}, more than any membrane. Check the unit.`)
  }
  if ((range.max - range.min) * scale < 0.05) {
    return odd(`The trace ranges only ${shown}, less than the noise of an amplifier. Check the unit.`)
  }
  return []
}

/** @throws NagumoError UNITS_IMPLAUSIBLE where values in this unit are impossible */
export function refuseAbsurdVoltage(range: Range, unit: VoltageUnit, file: string): void {
  if (isAbsurd(unit, range)) throw implausible(file, range, unit)
}

function isAbsurd(unit: VoltageUnit, range: Range): boolean {
  return unit === 'none' ? extreme(range) > absurdModel : extreme(range) * millivolts[unit] > beyondAmplifier
}

function extreme({ min, max }: Range): number {
  return Math.max(Math.abs(min), Math.abs(max))
}

/** Unit inferred from the range; null where no unit makes sense of it. */
export function unitByValues(range: Range): { unit: VoltageUnit; because: string; sure: boolean } | null {
  const a = extreme(range)
  if (a <= 0.25) return { unit: 'V', because: 'a membrane in volts', sure: a >= 0.01 }
  if (a <= 8)
    return { unit: 'none', because: 'the size of the model’s own u', sure: range.max > 0 && a >= 0.5 }
  if (a <= beyondMembrane) return { unit: 'mV', because: 'a membrane in millivolts', sure: a >= 15 }
  if (a <= 1000 * beyondMembrane) {
    return { unit: 'uV', because: 'a membrane in microvolts', sure: a >= 15_000 }
  }
  return null
}

function implausible(file: string, range: Range, unit: VoltageUnit | null): NagumoError {
  const as = unit ? `${voltageSuffix(unit) || ' in model units'}` : ''
  return new NagumoError(
    'UNITS_IMPLAUSIBLE',
    `${file}: a membrane potential was expected, a few hundred millivolts at most; the voltage ranges from ${plain(range.min)} to ${plain(range.max)}${as}, which ${unit ? 'is impossible in that unit' : 'is impossible in any unit'}. Check the unit in the header, the decimal mark and which column holds the voltage.`,
  )
}

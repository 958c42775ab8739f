import { plain } from '../../contract/quantities.ts'
import type { Doubt, VoltageUnit } from '../../contract/recordings.ts'
import { millivolts, voltageUnitNames } from '../../contract/units.ts'
import { capital } from '../../contract/wording.ts'
import type { Facts } from './facts.ts'

type MembraneUnit = Exclude<VoltageUnit, 'none'>
type Answer = NonNullable<Doubt['answers']>[number]

/** An interpretation of the values: their unit, and the amplifier gain. */
interface VoltageReading {
  unit: VoltageUnit
  gain: number
}

/**
 * Usual ranges in mV: rest, whole trace, spike height from rest. They allow for liquid junction potentials, offsets and
 * strong hyperpolarization; a factor of ten leaves them.
 */
const usual = { rest: [-110, -20], trace: [-170, 100], rise: [30, 150] } as const
/** Values outside these are questioned, if another reading lies within the usual ranges. */
const possible = { rest: [-160, 60], trace: [-300, 300], rise: [12, 200] } as const
/** A trace within this many mV of zero is extracellular, or in another unit. */
const nearZero = 2
/** Without spikes, rest above this (mV) means a dying cell, a pipette outside the cell, or a wrong scale. */
const highestRest = -10
/** Without spikes, minimum range of an alternative reading, mV. */
const leastChange = 1
/** Amplifier gains to try; ten is the most common. */
const gains = [1, 10, 100, 50, 20, 5]
/** A trace in model units times 1/50 can look like volts: for these only a gain of ten is tried. */
const gainsOfModelUnits = [1, 10]
/** Typical neuron, mV: the closest reading is listed first. */
const typical = { rest: -65, rise: 90 }

/**
 * A question about an implausible voltage in its unit, with the readings that would be plausible. Null if it is
 * plausible, or if only its spikes are odd and no reading explains them.
 */
export function voltageQuestion(facts: Facts, unit: VoltageUnit): Doubt | null {
  if (!isImplausible(facts, unit)) return null
  const others = plausibleReadings(facts, unit)
  if (others.length === 0 && !isLevelImplausible(facts, unit)) return null
  const seen = describe(facts, { unit, gain: 1 })
  const text =
    unit === 'none'
      ? `The file gives no unit of voltage, and model units were assumed. The values fit the output of an amplifier: ${describe(facts, others[0])} ${readingText(others[0])}.`
      : `In ${voltageUnitNames[unit]} this is not a membrane potential: ${seen}.`
  return {
    code: 'VOLTAGE_IMPLAUSIBLE',
    about: 'voltageUnit',
    text: `${text} Check the unit, and whether the output of an amplifier was recorded.`,
    ...(others.length > 0 && { answers: answersOf(facts, { unit, gain: 1 }, others) }),
  }
}

/** Readings if the unit is already in doubt, the one in use first; empty where none is plausible. */
export function voltageAnswers(facts: Facts, unit: VoltageUnit): Answer[] {
  const others = plausibleReadings(facts, unit)
  const own = unit !== 'none' && isUsual(facts, { unit, gain: 1 })
  return others.length > 0 || own ? answersOf(facts, { unit, gain: 1 }, others) : []
}

function isImplausible(facts: Facts, unit: VoltageUnit): boolean {
  const { spikes, high } = facts
  // The model's resting value is below 0.
  if (unit === 'none') return spikes !== null || high > 0
  const rise = spikes ? spikes.rise * millivolts[unit] : null
  const odd = rise !== null && (rise < possible.rise[0] || rise > possible.rise[1])
  return odd || isLevelImplausible(facts, unit)
}

/** Whether the trace lies outside the range of membrane potentials, spikes aside. */
function isLevelImplausible({ rest, low, high, spikes }: Facts, unit: VoltageUnit): boolean {
  if (unit === 'none') return false
  const scale = millivolts[unit]
  const within = ([from, to]: readonly [number, number], x: number): boolean =>
    x * scale >= from && x * scale <= to
  if (Math.max(Math.abs(low), Math.abs(high)) * scale < nearZero) return true
  const silent = !spikes || spikes.rise * scale < possible.rise[0]
  if (silent && rest * scale > highestRest) return true
  return !within(possible.rest, rest) || !within(possible.trace, low) || !within(possible.trace, high)
}

/** The two most typical readings at most, then model units. */
function plausibleReadings(facts: Facts, unit: VoltageUnit): VoltageReading[] {
  const units: MembraneUnit[] = ['mV', 'V', 'uV']
  const asModel = unit !== 'none' && isModels(facts) ? [{ unit: 'none' as const, gain: 1 }] : []
  const ofMembranes = units
    .flatMap((other) => (unit === 'none' ? gainsOfModelUnits : gains).map((gain) => ({ unit: other, gain })))
    .filter((reading) => !(reading.unit === unit && reading.gain === 1) && isUsual(facts, reading))
    .sort((a, b) => strangeness(facts, a) - strangeness(facts, b))
    .slice(0, 2)
  return [...ofMembranes, ...asModel]
}

/** Spikes of the FitzHugh–Nagumo variable u, with or without noise: from below −0.5 to above 0.5, not far beyond 2. */
function isModels({ low, high, spikes }: Facts): boolean {
  return spikes !== null && spikes.rise > 1.5 && low > -4 && low < -0.5 && high > 0.5 && high < 4
}

function isUsual({ rest, low, high, spikes }: Facts, { unit, gain }: VoltageReading): boolean {
  if (unit === 'none') return false
  const scale = millivolts[unit] / gain
  const within = ([from, to]: readonly [number, number], x: number): boolean =>
    x * scale >= from && x * scale <= to
  const changes = spikes ? within(usual.rise, spikes.rise) : (high - low) * scale >= leastChange
  return changes && within(usual.rest, rest) && within(usual.trace, low) && within(usual.trace, high)
}

function strangeness({ rest, spikes }: Facts, { unit, gain }: VoltageReading): number {
  const scale = millivolts[unit as MembraneUnit] / gain
  const rise = spikes ? Math.abs(Math.log((spikes.rise * scale) / typical.rise)) : 0
  return Math.abs((rest * scale) / typical.rest - 1) + rise
}

function answersOf(facts: Facts, own: VoltageReading, others: readonly VoltageReading[]): Answer[] {
  return [own, ...others].map((reading) => ({
    label: capital(readingText(reading)),
    because: describe(facts, reading),
    choice: { voltageUnit: reading.unit, ...(reading.gain !== 1 && { gain: reading.gain }) },
  }))
}

/** “in volts, amplifier gain 10”. */
function readingText({ unit, gain }: VoltageReading): string {
  return `in ${voltageUnitNames[unit]}${gain === 1 ? '' : `, amplifier gain ${plain(gain)}`}`
}

/** “rest at −65 mV, spikes of 105 mV”. */
function describe({ rest, low, high, spikes }: Facts, { unit, gain }: VoltageReading): string {
  const scale = unit === 'none' ? 1 : millivolts[unit] / gain
  const shown = (x: number): string => plain(x * scale, 3)
  const suffix = unit === 'none' ? '' : ' mV'
  const moving = spikes
    ? `spikes of ${shown(spikes.rise)}${suffix}`
    : `from ${shown(low)} to ${shown(high)}${suffix}`
  return `rest at ${shown(rest)}${suffix}, ${moving}`
}

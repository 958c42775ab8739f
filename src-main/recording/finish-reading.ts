import { isTable } from '../contract/recording-format.ts'
import type { ReadingChoice } from '../contract/recordings.ts'
import { rangeOf } from '../signal/range.ts'
import { artefactDoubts } from './artefact-doubts.ts'
import { takeOutZeros } from './dropouts.ts'
import { divideByGain, gainEvidence } from './meaning/gain.ts'
import { isTimeConclusion, rateConclusion } from './meaning/time-unit.ts'
import {
  isVoltageConclusion,
  type Range,
  readSaidUnit,
  voltageConclusion,
  voltageDoubts,
} from './meaning/voltage-unit.ts'
import { setByHand } from './meaning/wording.ts'
import { checkPlausibility } from './plausibility/check-plausibility.ts'
import type { RecordingData } from './recording-data.ts'
import { withoutShortEnd } from './short-last-sweep.ts'

/**
 * Final step of reading, for every format: drops a truncated last sweep, applies the user's rate and gain to binary
 * formats (tables have them applied already), corrects impossible units, and asks about implausible values.
 * @throws NagumoError UNITS_IMPLAUSIBLE where no unit makes sense of the voltages
 */
export function finishReading(data: RecordingData, choice: ReadingChoice, file: string): RecordingData {
  // Columns that the user marked as voltage keep their zeros.
  const zeros = choice.roles ? [] : takeOutZeros(data)
  const whole = withoutShortEnd({
    ...data,
    reading: { ...data.reading, doubts: [...data.reading.doubts, ...zeros] },
  })
  const decided = isTable(whole.reading.format) ? whole : ofBinary(whole, choice, file)
  const doubts = checkPlausibility(decided, choice)
  // While a unit is in doubt, no value is known to be out of range.
  const sure = doubts.every(
    ({ about }) => about !== 'voltageUnit' && about !== 'rate' && about !== 'timeUnit',
  )
  const artefacts = sure ? artefactDoubts(decided, decided.reading.voltageUnit) : []
  return { ...decided, reading: { ...decided.reading, doubts: [...doubts, ...artefacts] } }
}

function ofBinary(data: RecordingData, choice: ReadingChoice, file: string): RecordingData {
  const { gain, rate } = choice
  let { reading, samplingInterval } = data
  if (gain !== undefined) {
    for (const { samples } of data.sweeps) divideByGain(samples, gain)
    reading = { ...reading, evidence: [...reading.evidence, gainEvidence(gain)] }
  }
  if (rate !== undefined) {
    samplingInterval = 1000 / rate
    const conclusion = rateConclusion(rate)
    reading = {
      ...reading,
      evidence: reading.evidence.map((e) => (isTimeConclusion(e) ? { conclusion, because: setByHand } : e)),
      doubts: reading.doubts.filter(({ about }) => about !== 'rate' && about !== 'timeUnit'),
    }
  }
  if (choice.voltageUnit === undefined)
    reading = withSaidUnit(reading, rangeOf(...data.sweeps.map(({ samples }) => samples)), file)
  if (Object.keys(choice).length > 0) reading = { ...reading, choice }
  return { ...data, samplingInterval, reading }
}

function withSaidUnit(
  reading: RecordingData['reading'],
  range: Range,
  file: string,
): RecordingData['reading'] {
  const said = reading.voltageUnit
  const { unit, because, doubts } = readSaidUnit(said, range, file)
  const all = [...reading.doubts, ...(doubts.length > 0 ? doubts : voltageDoubts(range, unit))]
  if (unit === said) return { ...reading, doubts: all }
  return {
    ...reading,
    voltageUnit: unit,
    columns: reading.columns.map((c) => (c.role === 'voltage' ? { ...c, unit } : c)),
    evidence: reading.evidence.map((e) =>
      isVoltageConclusion(e) ? { conclusion: voltageConclusion(null, unit), because } : e,
    ),
    doubts: all,
  }
}

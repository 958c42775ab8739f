import type { Doubt, ReadingChoice } from '../../contract/recordings.ts'
import type { RecordingData } from '../recording-data.ts'
import { factsOf } from './facts.ts'
import { sweepsApart } from './sweeps-apart.ts'
import { timeQuestion } from './time.ts'
import { voltageAnswers, voltageQuestion } from './voltage.ts'

/**
 * Final plausibility check of a recording in any format: sampling rate, spike width and voltages within neuronal
 * ranges. If implausible, the user is asked, with plausible alternatives; user decisions are not questioned again.
 * @returns the reading's doubts including these
 */
export function checkPlausibility(data: RecordingData, choice: ReadingChoice): Doubt[] {
  const { reading, samplingInterval, points } = data
  const apart = choice.roles ? [] : sweepsApart(data)
  const { voltageUnit } = reading
  const facts = factsOf(data)
  const timed = reading.columns.some(({ role }) => role === 'time') && !reading.rate
  const timing = {
    interval: samplingInterval,
    points,
    unit: timed ? reading.timeUnit : null,
    inModelUnits: voltageUnit === 'none',
  }
  let doubts = [...reading.doubts, ...apart]
  const decidedTime = choice.timeUnit !== undefined || choice.rate !== undefined
  const asksRate = doubts.some(({ about }) => about === 'rate')
  const time = decidedTime || asksRate ? null : timeQuestion(facts, timing)
  // It includes the reader's own doubt about the rate, and adds answers.
  if (time) doubts = [time, ...doubts.filter(({ code }) => code !== 'RATE_IMPLAUSIBLE')]
  if (choice.voltageUnit !== undefined || choice.gain !== undefined) return doubts
  const doubted = doubts.find(({ about }) => about === 'voltageUnit')
  if (doubted) {
    const answers = voltageAnswers(facts, voltageUnit)
    return answers.length > 0 ? doubts.map((d) => (d === doubted ? { ...d, answers } : d)) : doubts
  }
  const voltage = voltageQuestion(facts, voltageUnit)
  return voltage ? [...doubts, voltage] : doubts
}

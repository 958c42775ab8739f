import type { Reading, ReadingChoice, Recording } from '../contract/recordings.ts'
import { setByHand } from './meaning/wording.ts'

/** Files of one shape have the same columns and separator: they come from the same export. */
export function shapeOf({ format, delimiter, columns }: Reading): string {
  return JSON.stringify([format, delimiter, columns.map(({ name }) => name)])
}

/**
 * The part of a choice for another file of the same shape that applies to this one. If the columns have no names, equal
 * shapes may be coincidence: then only what answers an open question.
 */
export function takeOver({ columns, doubts }: Reading, choice: ReadingChoice): ReadingChoice {
  if (columns.some(({ name }) => !/^column \d+$/.test(name))) return choice
  const asks = (...about: Reading['doubts'][number]['about'][]): boolean =>
    doubts.some((doubt) => about.includes(doubt.about))
  const { timeUnit, voltageUnit, gain, decimal, rate, roles } = choice
  return {
    ...(timeUnit && asks('timeUnit', 'rate') ? { timeUnit } : {}),
    ...(voltageUnit && asks('voltageUnit') ? { voltageUnit } : {}),
    ...(gain && asks('voltageUnit') ? { gain } : {}),
    ...(decimal && asks('decimal') ? { decimal } : {}),
    ...(rate && asks('rate') ? { rate } : {}),
    ...(roles && asks('columns', 'rate') ? { roles } : {}),
  }
}

/** Marks a recording as read with the settings of another file. */
export function asWith(recording: Recording, file: string): Recording {
  const { reading } = recording
  return {
    ...recording,
    reading: {
      ...reading,
      like: file,
      evidence: reading.evidence.map(({ conclusion, because }) => ({
        conclusion,
        because: because === setByHand ? `as with ${file}` : because,
      })),
    },
  }
}

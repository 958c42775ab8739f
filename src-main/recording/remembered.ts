import type { Reading, ReadingChoice, Recording } from '../contract/recordings.ts'
import { setByHand } from './meaning/wording.ts'

/** Files of one shape have the same columns, separated in the same way: they come from the same export. */
export function shapeOf({ format, delimiter, columns }: Reading): string {
  return JSON.stringify([format, delimiter, columns.map(({ name }) => name)])
}

/**
 * What of a choice made for another file of the same shape is to be taken over. Where the columns have no names, files
 * are alike by accident, too: then only what answers a question.
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

/** Says of a recording that it was read as another file was. */
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

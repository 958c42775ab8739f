import { basename } from 'node:path'
import { NagumoError } from '../../contract/errors.ts'

/** A damaged model. @param what is wrong with it: expected and found */
export function modelDamaged(folder: string, what: string): NagumoError {
  return new NagumoError(
    'MODEL_DAMAGED',
    `The model “${basename(folder)}” can’t be used: ${what}. Restore it from a backup, import it again, or train a new one.`,
  )
}

/** An intact model of a kind that this program does not read. */
export function modelUnknown(folder: string, what: string, remedy: string): NagumoError {
  return new NagumoError('MODEL_DAMAGED', `The model “${basename(folder)}” can’t be used: ${what}. ${remedy}`)
}

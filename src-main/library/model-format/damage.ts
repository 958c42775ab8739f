import { basename } from 'node:path'
import { NagumoError } from '../../contract/errors.ts'

/** A model that can't be used. @param what is wrong with it: expected and found */
export function modelDamaged(folder: string, what: string): NagumoError {
  return new NagumoError(
    'MODEL_DAMAGED',
    `The model “${basename(folder)}” can’t be used: ${what}. Put back a copy of it, import it again, or train a new one.`,
  )
}

/** A model that is whole, but of another kind than this program reads. */
export function modelUnknown(folder: string, what: string, remedy: string): NagumoError {
  return new NagumoError('MODEL_DAMAGED', `The model “${basename(folder)}” can’t be used: ${what}. ${remedy}`)
}

import { NagumoError } from '../../contract/errors.ts'
import type { TrainingRun } from '../../contract/trainings.ts'

export function busy(name: string): NagumoError {
  return new NagumoError(
    'USAGE',
    `The speed of another network can’t be measured while “${name}” trains: the two would share the processor. Pause it, or measure afterwards.`,
  )
}

export function elsewhere(name: string): NagumoError {
  return new NagumoError(
    'USAGE',
    `“${name}” is locked by another instance of Nagumo on the same library. Use it there, or close that program first.`,
  )
}

export function isDone(name: string): NagumoError {
  return new NagumoError('USAGE', `“${name}” is finished; its model is in the list of models.`)
}

export function nothingLearned(name: string): NagumoError {
  return new NagumoError(
    'USAGE',
    `“${name}” has no training progress to save yet. Let it train for a while first, or remove it.`,
  )
}

/** @throws NagumoError LIBRARY_UNWRITABLE where stopping would lose training progress */
export function refuseLoss({ request, progress }: TrainingRun, what: string): void {
  if (progress?.problem === undefined) return
  throw new NagumoError(
    'LIBRARY_UNWRITABLE',
    `“${request.name}” can’t be ${what} now without losing its progress since the last checkpoint. ${progress.problem} Or cancel it and lose that progress.`,
  )
}

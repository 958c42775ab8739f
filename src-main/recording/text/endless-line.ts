import { NagumoError } from '../../contract/errors.ts'

/** Error for a line longer than any row of sweeps. */
export function endlessLine(name: string): NagumoError {
  return new NagumoError(
    'FILE_UNREADABLE',
    `${name} has a line of more than a million characters; a table with one sample a line was expected. If each row holds a whole trace, turn rows into columns and open it again; on the command line --transposed does so.`,
  )
}

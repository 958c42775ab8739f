import { type ErrorCode, NagumoError } from '../../contract/errors.ts'
import type { ReadingChoice } from '../../contract/recordings.ts'
import type { RecordingData } from '../recording-data.ts'

/** Request to the HDF5 worker thread; `Hdf5Answer` is its response. */
export interface Hdf5Question {
  path: string
  name: string
  bytes: number
  choice?: ReadingChoice
}

export type Hdf5Answer =
  | { type: 'beat' }
  | { type: 'done'; recording: RecordingData }
  | { type: 'failed'; code: ErrorCode; message: string }
  /** An internal fault, unrelated to the file. */
  | { type: 'fault'; trace: string }

/** Error for a file that HDF5 cannot read, with the likely source program. @param found as a clause */
export function unreadable(name: string, found: string): NagumoError {
  const [what, remedy] = /\.mat$/i.test(name)
    ? [
        'a MATLAB 7.3 file',
        'Copy it again, or in MATLAB load it and save time and voltage as a matrix with writematrix(…, "trace.csv"), and open that.',
      ]
    : ['an HDF5 file', 'Copy the original file again.']
  return new NagumoError('FILE_UNREADABLE', `${name} is ${what} that cannot be read: ${found}. ${remedy}`)
}

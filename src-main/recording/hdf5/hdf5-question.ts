import type { ErrorCode } from '../../contract/errors.ts'
import type { ReadingChoice } from '../../contract/recordings.ts'
import type { RecordingData } from '../recording-data.ts'

/** What the thread that reads HDF5 is asked, and what it answers. */
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
  /** Of the program, which says nothing of the file. */
  | { type: 'fault'; trace: string }

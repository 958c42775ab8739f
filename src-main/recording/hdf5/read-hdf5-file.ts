import { NagumoError } from '../../contract/errors.ts'
import { isMatlab, readMatlabHdf5 } from '../matlab/level-7/read-level-7.ts'
import { nameList } from '../nwb/left-out.ts'
import { readNwb } from '../nwb/read-nwb-file.ts'
import type { RecordingData } from '../recording-data.ts'
import { isWavesurfer } from '../wavesurfer/header.ts'
import { readWavesurfer } from '../wavesurfer/read-wavesurfer.ts'
import { Hdf5Error, type Hdf5File, loadHdf5 } from './hdf5-file.ts'
import { type Hdf5Question, unreadable } from './hdf5-question.ts'

/**
 * Reads an HDF5 file of a known type.
 * @param beat heartbeat, called repeatedly
 * @throws NagumoError FILE_BINARY where it is HDF5 of another type, FILE_UNREADABLE where it is damaged,
 *   NO_VOLTAGE_COLUMN, and those of `assemble`
 */
export async function readHdf5File(question: Hdf5Question, beat: () => void): Promise<RecordingData> {
  const { path, name } = question
  const hdf5 = await loadHdf5()
  let at = 'its structure'
  try {
    const file = hdf5.open(path)
    try {
      return read(file, question, (where) => {
        if (where) at = where
        beat()
      })
    } finally {
      file.close()
    }
  } catch (error) {
    if (!(error instanceof Hdf5Error)) throw error
    throw unreadable(name, `${at} is damaged, or the file is truncated`)
  }
}

function read(file: Hdf5File, question: Hdf5Question, beat: (where?: string) => void): RecordingData {
  const { name, bytes } = question
  const root = file.names('/')
  const version = nwbVersion(file, root)
  if (version !== null) return readNwb(file, version, name, bytes, beat)
  if (isMatlab(file, root, name)) return readMatlabHdf5(file, root, question, beat)
  if (isWavesurfer(file, root)) return readWavesurfer(file, root, question, beat)
  const found = root.length === 0 ? 'nothing in it' : nameList(root)
  throw new NagumoError(
    'FILE_BINARY',
    `${name} is an HDF5 file, but not NWB: it names no nwb_version; found ${found}. Only HDF5 files of NWB, WaveSurfer and MATLAB are read; export the trace as NWB, or as CSV with a time and a voltage column.`,
  )
}

/** Null where the file is not declared as NWB. */
function nwbVersion(file: Hdf5File, root: readonly string[]): string | null {
  const stored = root.includes('nwb_version') && file.kind('/nwb_version') === 'dataset'
  const version = file.attribute('/', 'nwb_version') ?? (stored ? file.value('/nwb_version') : null)
  if (typeof version !== 'string') return null
  return /^nwb/i.test(version) ? version : `NWB ${version}`
}

/** File formats of recordings. */
export const recordingFormats = ['text', 'abf', 'nwb', 'wavesurfer', 'igor', 'matlab', 'xlsx', 'ods'] as const
export type RecordingFormat = (typeof recordingFormats)[number]

/** Formats that are read as a table, with columns, times and rate that the user may set. */
const tables = ['text', 'matlab', 'xlsx', 'ods'] as const satisfies RecordingFormat[]
export type TableFormat = (typeof tables)[number]

export function isTable(format: RecordingFormat): format is TableFormat {
  return (tables as readonly RecordingFormat[]).includes(format)
}

/** File name extensions of possible recordings; the format is determined from a file's first bytes. */
export const recordingEndings = [
  ...['csv', 'txt', 'tsv', 'dat', 'asc', 'atf', 'itx', 'ibw', 'abf', 'nwb', 'h5', 'hdf5', 'mat'],
  ...['xlsx', 'xlsm', 'ods'],
]

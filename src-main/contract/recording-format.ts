/** What files recordings are read from. */
export const recordingFormats = ['text', 'abf', 'nwb', 'wavesurfer', 'igor', 'matlab', 'xlsx', 'ods'] as const
export type RecordingFormat = (typeof recordingFormats)[number]

/** Formats that are read as a table, whose columns, times and rate a person may decide. */
const tables = ['text', 'matlab', 'xlsx', 'ods'] as const satisfies RecordingFormat[]
export type TableFormat = (typeof tables)[number]

export function isTable(format: RecordingFormat): format is TableFormat {
  return (tables as readonly RecordingFormat[]).includes(format)
}

/** Endings of the names of files that may be recordings; what a file is, its first bytes say. */
export const recordingEndings = [
  ...['csv', 'txt', 'tsv', 'dat', 'asc', 'atf', 'itx', 'ibw', 'abf', 'nwb', 'h5', 'hdf5', 'mat'],
  ...['xlsx', 'xlsm', 'ods'],
]

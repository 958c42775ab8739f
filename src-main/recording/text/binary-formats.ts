import { NagumoError } from '../../contract/errors.ts'

interface Format {
  /** Bytes at the start of the file, one character a byte. */
  magic: string
  what: string
  /** What to do instead; a general remedy where it is left out. */
  remedy?: string
}

const asText = 'Export the trace as CSV or text with a time and a voltage column, and open that.'
const fromNwb =
  'Of the formats of acquisition programs, ABF and NWB are read. Export the trace as CSV with a time and a voltage column.'
const fromSheet = 'Save the sheet as CSV, and open that.'

/** Formats that people drop by mistake or in hope, by their first bytes. */
const formats: readonly Format[] = [
  { magic: 'MATLAB 7.3 MAT-file', what: 'a MATLAB file', remedy: fromNwb },
  { magic: 'MATLAB 5.0 MAT-file', what: 'a MATLAB file', remedy: fromNwb },
  { magic: 'DAT1', what: 'a HEKA recording', remedy: fromNwb },
  { magic: 'DAT2', what: 'a HEKA recording', remedy: fromNwb },
  { magic: '\xc6\x91\x27\x69', what: 'an Intan recording (RHD)', remedy: fromNwb },
  { magic: '0       ', what: 'an EDF recording', remedy: fromNwb },
  { magic: '\x93NUMPY', what: 'a NumPy array', remedy: 'Save it with numpy.savetxt, and open that.' },
  { magic: 'PK\x03\x04', what: 'a zip archive (an Excel .xlsx sheet is one too)', remedy: fromSheet },
  { magic: 'PK\x05\x06', what: 'an empty zip archive' },
  { magic: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', what: 'an old Office file (.xls, .doc)', remedy: fromSheet },
  { magic: '\x1f\x8b', what: 'a gzip archive', remedy: 'Unpack it first.' },
  { magic: 'BZh', what: 'a bzip2 archive', remedy: 'Unpack it first.' },
  { magic: '7z\xbc\xaf\x27\x1c', what: 'a 7-Zip archive', remedy: 'Unpack it first.' },
  { magic: '\x89PNG', what: 'a PNG picture' },
  { magic: '\xff\xd8\xff', what: 'a JPEG picture' },
  { magic: 'GIF8', what: 'a GIF picture' },
  { magic: 'II*\x00', what: 'a TIFF picture' },
  { magic: 'MM\x00*', what: 'a TIFF picture' },
  { magic: '%PDF-', what: 'a PDF document' },
  { magic: 'RIFF', what: 'a RIFF file (WAV sound or AVI film)' },
  { magic: 'SQLite format 3\x00', what: 'an SQLite database' },
  { magic: 'PAR1', what: 'a Parquet table' },
  { magic: '\x7fELF', what: 'a program' },
  { magic: 'MZ\x90\x00', what: 'a program' },
]

/**
 * Stops at files that are no text.
 * @param head the file's first bytes
 * @param wide whether the text is UTF-16, where zero bytes are in order
 * @throws NagumoError FILE_BINARY, naming the format where it is known
 */
export function refuseBinary(head: Uint8Array, wide: boolean, name: string): void {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 32)).toString('latin1')
  const zero = head.indexOf(0)
  const binary = !wide && (zero >= 0 || controlShare(head) > 0.02)
  // A format that starts with plain letters might as well be the first word of a text.
  const format = formats.find(
    (f) => start.startsWith(f.magic) && (binary || !/^[ A-Za-z0-9]+$/.test(f.magic)),
  )
  if (format) {
    throw new NagumoError(
      'FILE_BINARY',
      `${name} is ${format.what}; a text table of numbers was expected. ${format.remedy ?? asText}`,
    )
  }
  if (binary) {
    const where = zero >= 0 ? `byte ${zero + 1} is zero` : 'many of its bytes are no characters'
    throw new NagumoError(
      'FILE_BINARY',
      `${name} is a binary file (${where}); a text table of numbers was expected. ${asText}`,
    )
  }
}

/** Share of control characters that no text file has. */
function controlShare(bytes: Uint8Array): number {
  let count = 0
  for (const b of bytes) if (b < 32 && b !== 9 && b !== 10 && b !== 12 && b !== 13) count++
  return count / Math.max(1, bytes.length)
}

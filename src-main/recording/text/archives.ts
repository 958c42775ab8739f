import { constants, gunzipSync } from 'node:zlib'
import {
  binarySheet,
  knownFormats,
  numbersSheet,
  numpyArchive,
  officeFile,
  packedIgor,
} from './known-formats.ts'

/** Bytes of an archive that are decompressed to identify its contents. */
const looked = 4096
const mostUnpacked = 8 * 1024 * 1024

/** Type of an archive, with advice to the user. */
export interface Archive {
  what: string
  remedy: string
}

/**
 * Identifies the contents of a zip or gzip file from its beginning and its name.
 * @param head the file's first bytes
 * @returns null if it is neither
 */
export function describeArchive(head: Uint8Array, name: string): Archive | null {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, looked))
  if (start.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return describeZip(start, name)
  if (start.subarray(0, 2).toString('latin1') === '\x1f\x8b') return describeGzip(start, name)
  return null
}

/** Supported spreadsheets are handled before. */
function describeZip(start: Buffer, name: string): Archive {
  const first = start.length >= 30 ? start.subarray(30, 30 + start.readUInt16LE(26)).toString('latin1') : ''
  if (/\.npy$/i.test(first) || /\.npz$/i.test(name)) return numpyArchive
  if (/\.xlsb$/i.test(name)) return binarySheet
  if (/\.numbers$/i.test(name)) return numbersSheet
  if (first === '[Content_Types].xml') return officeFile
  return { what: 'a zip archive', remedy: 'Unpack it first.' }
}

function describeGzip(start: Buffer, name: string): Archive {
  const inner = unpacked(start)
  const text = inner.toString('latin1')
  if (/\.px[pt](\.gz)?$/i.test(name) || isPackedIgor(inner)) {
    return { ...packedIgor, what: `${packedIgor.what}, compressed` }
  }
  const format = knownFormats.find(({ magic, at = 0 }) => text.startsWith(magic, at))
  if (format && inner.length > format.magic.length) {
    return { what: `a gzip archive of ${format.what}`, remedy: format.remedy ?? 'Unpack it first.' }
  }
  return { what: 'a gzip archive', remedy: 'Unpack it first.' }
}

/** The first bytes, decompressed; empty on failure. */
function unpacked(start: Buffer): Buffer {
  try {
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostUnpacked })
  } catch {
    return Buffer.alloc(0)
  }
}

/** Whether this is a packed Igor experiment, whose records begin with a type, a version and their size. */
function isPackedIgor(inner: Buffer): boolean {
  if (inner.length < 8) return false
  const [type, version, size] = [inner.readUInt16LE(0), inner.readUInt16LE(2), inner.readUInt32LE(4)]
  return (
    type >= 1 &&
    type <= 32 &&
    version <= 100 &&
    size < 2 ** 31 &&
    inner.subarray(0, 8).includes(0) &&
    size > 0
  )
}

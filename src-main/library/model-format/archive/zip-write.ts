import { crc32 } from 'node:zlib'

/** Signatures and lengths of the ZIP format (APPNOTE 6.3), without ZIP64 and without encryption. */
export const zip = {
  local: 0x04034b50,
  directory: 0x02014b50,
  end: 0x06054b50,
  localBytes: 30,
  directoryBytes: 46,
  endBytes: 22,
} as const

/** 1980-01-01, the earliest ZIP date: the same content gives the same file. */
const someDay = 0x21

/** A ZIP archive in chunks. Files are stored uncompressed: weights do not compress. */
export function zipParts(files: readonly { name: string; bytes: Uint8Array }[]): Uint8Array[] {
  const parts: Uint8Array[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of files) {
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(someDay, 8)
    facts.writeUInt32LE(crc32(bytes), 10)
    facts.writeUInt32LE(bytes.length, 14)
    facts.writeUInt32LE(bytes.length, 18)
    facts.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([number(zip.local), facts, Buffer.from(name)])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(number(zip.directory), Buffer.from([20, 0]), facts, place, Buffer.from(name))
    parts.push(local, bytes)
    offset += local.length + bytes.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(zip.endBytes)
  end.writeUInt32LE(zip.end, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return [...parts, list, end]
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

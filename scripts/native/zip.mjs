// Reads wheels and jars, which are ZIP archives, so that the build needs neither unzip nor a JDK nor Python.
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { Problem } from './problem.mjs'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const STORED = 0
const DEFLATED = 8

/** @typedef {{name: string, method: number, crc: number, packed: number, size: number, offset: number}} Entry */

/**
 * The entries of an archive (no ZIP64, no encryption), by name.
 * @param {string} path
 * @returns {Promise<Map<string, Entry>>}
 */
export async function readDirectory(path) {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, 22 + 65_535))
    await file.read(tail, 0, tail.length, size - tail.length)
    let end = tail.length - 22
    while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--
    if (end < 0) throw new Problem(`${path} is not a complete ZIP archive: its directory is missing.`)
    const length = tail.readUInt32LE(end + 12)
    const start = tail.readUInt32LE(end + 16)
    if (start + length > size) throw new Problem(`${path} is not a complete ZIP archive: it is cut short.`)
    const directory = Buffer.alloc(length)
    await file.read(directory, 0, length, start)
    return parseDirectory(directory)
  } finally {
    await file.close()
  }
}

/** @param {Buffer} directory */
function parseDirectory(directory) {
  const entries = new Map()
  let at = 0
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const nameLength = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    entries.set(name, {
      name,
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

/**
 * Extracts one entry atomically, after verifying its checksum.
 * @param {string} path the archive
 * @param {Entry} entry
 * @param {string} destination
 */
export async function extract(path, entry, destination) {
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw new Problem(`${entry.name} in ${path} is packed by method ${entry.method}; expected 0 or 8.`)
  const start = await dataOffset(path, entry)
  const partial = `${destination}.partial`
  let crc = 0
  let size = 0
  const check = new Transform({
    transform(chunk, _encoding, done) {
      crc = crc32(chunk, crc)
      size += chunk.length
      done(null, chunk)
    },
  })
  const source = createReadStream(path, { start, end: start + entry.packed - 1, highWaterMark: 1 << 20 })
  const target = createWriteStream(partial, { mode: 0o755, highWaterMark: 1 << 22 })
  try {
    if (entry.method === DEFLATED)
      await pipeline(source, createInflateRaw({ chunkSize: 1 << 20 }), check, target)
    else await pipeline(source, check, target)
    if (crc !== entry.crc || size !== entry.size)
      throw new Problem(`${entry.name} in ${path} is damaged: its checksum or size is wrong.`)
    await rename(partial, destination)
  } catch (error) {
    await rm(partial, { force: true })
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new Problem(`${entry.name} in ${path} is damaged: it cannot be unpacked.`)
    throw error
  }
}

/** Where an entry's bytes begin: after its local header. @param {string} path @param {Entry} entry */
async function dataOffset(path, entry) {
  const file = await open(path)
  try {
    const header = Buffer.alloc(30)
    await file.read(header, 0, 30, entry.offset)
    if (header.readUInt32LE(0) !== LOCAL_ENTRY)
      throw new Problem(`${path} is damaged: ${entry.name} is not where its directory says.`)
    return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  } finally {
    await file.close()
  }
}

import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { megabytes, Problem } from './problem.mjs'

/** Left free beside what is needed, so that the machine does not run full. */
const MARGIN = 100_000_000

/**
 * Refuses to start what cannot be finished.
 * @param {{folder: string, bytes: number}[]} needs folders need not exist yet
 * @param {(folder: string) => Promise<{device: string, free: number}>} [freeSpace]
 */
export async function requireSpace(needs, freeSpace = freeSpaceAt) {
  const devices = new Map()
  for (const { folder, bytes } of needs) {
    const { device, free } = await freeSpace(nearestExisting(folder))
    const entry = devices.get(device) ?? { folder, free, bytes: MARGIN }
    entry.bytes += bytes
    devices.set(device, entry)
  }
  for (const { folder, free, bytes } of devices.values())
    if (free < bytes)
      throw new Problem(
        `Native TensorFlow needs ${megabytes(bytes)} of free disk space at ${folder}; there are ${megabytes(free)}. ` +
          'Free some, or set XDG_CACHE_HOME to a folder on another disk for the download, then run this again.',
      )
}

/** @param {string} folder */
async function freeSpaceAt(folder) {
  const { bavail, bsize, type, blocks, files } = await statfs(folder)
  return { device: `${type}:${blocks}:${files}`, free: bavail * bsize }
}

/** @param {string} folder @returns {string} */
function nearestExisting(folder) {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder))
}

/** Words a full disk; passes anything else on. @param {unknown} error @param {string} folder */
export function explainDiskError(error, folder) {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Problem(`The disk at ${folder} filled up on the way. Free some space and run this again.`)
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new Problem(
      `${folder} cannot be written to. Give yourself the right to write there and run this again.`,
    )
  return error
}

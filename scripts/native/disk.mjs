import { constants, existsSync } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { megabytes, Problem } from './problem.mjs'

/** Reserve in addition to what is needed, so that the disk does not fill up. */
const MARGIN = 100_000_000

/**
 * Throws where there is not enough free space.
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

/**
 * Throws where a folder is not writable. Checked first, since creating folders on a read-only disk fails with “no such
 * file”.
 * @param {string} folder need not exist yet
 */
export async function requireWritable(folder) {
  await access(nearestExisting(folder), constants.W_OK)
}

/** @param {string} folder */
async function freeSpaceAt(folder) {
  const [{ bavail, bsize }, { dev }] = await Promise.all([statfs(folder), stat(folder)])
  return { device: String(dev), free: bavail * bsize }
}

/** @param {string} folder @returns {string} */
function nearestExisting(folder) {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder))
}

/**
 * Words errors of the operating system; rethrows all others.
 * @param {unknown} error
 * @param {string} folder where the error does not name it
 */
export function explainSystemError(error, folder) {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error
  const where = 'path' in error && typeof error.path === 'string' ? error.path : folder
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Problem(`The disk filled up while ${where} was written. Free some space and run this again.`)
    case 'EACCES':
    case 'EROFS':
    case 'EPERM':
      return new Problem(
        `${where} cannot be written to (${error.code}). Give yourself the right to write there and run this again.`,
      )
    default:
      return new Problem(`The system refused a step: ${error.message}. Run this again.`)
  }
}

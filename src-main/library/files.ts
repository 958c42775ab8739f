import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { z } from 'zod'
import { issueText } from '../contract/issue-words.ts'
import { sealBroken, sealOf } from '../integrity/seal.ts'

/** Writes a file and flushes it to disk. Not atomic: for files not yet in place. */
export async function writeDurably(path: string, text: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Creates a folder and its parents. One by one, since Node’s recursive mkdir reports a full or read-only disk as
 * ENOENT.
 */
export async function ensureFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await ensureFolder(dirname(path))
    await mkdir(path).catch((again: NodeJS.ErrnoException) => {
      if (again.code !== 'EEXIST') throw again
    })
  }
}

/** Flushes a file or folder to disk; folders only where the system supports it (not Windows). */
export async function syncPath(path: string): Promise<void> {
  // A file must be open for writing; a folder can't be.
  const handle = await open(path, 'r+').catch(() => open(path, 'r').catch(() => null))
  if (!handle) return
  try {
    await handle.sync()
  } catch (error) {
    // A full or failing disk may show only now.
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOSPC', 'EDQUOT', 'EIO', 'EROFS'].includes(code)) throw error
  } finally {
    await handle.close()
  }
}

/** Content of one of our files, or why it can't be used, worded to follow “can’t be read: ”. */
export type Loaded<T> =
  | { value: T; damage: null }
  | { value: null; damage: string; why: 'missing' | 'unreadable' | 'newer' | 'damaged' }

/**
 * Reads and validates one of our JSON files: seal, where present, version and fields.
 * @param schema with `format` and `version` where the file has them
 * @param limit largest size read, bytes
 */
export async function loadJson<T>(
  path: string,
  schema: z.ZodType<T>,
  version: number,
  limit = 256 * 1024 * 1024,
): Promise<Loaded<T>> {
  const name = basename(path)
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error)
  if (found instanceof Error) {
    if (found.code === 'ENOENT') return damaged(`${name} is missing`, 'missing')
    return damaged(`${name} can’t be opened`, 'unreadable')
  }
  if (!found.isFile()) return damaged(`${name} is not a file`)
  if (found.size > limit) return damaged(`${name} has ${found.size} bytes, more than such a file may have`)
  const bytes = await readFile(path).catch(() => null)
  if (bytes === null) return damaged(`${name} can’t be opened`, 'unreadable')
  const data = parseJson(bytes)
  if (data === undefined) return damaged(`${name} is truncated or is not JSON`)
  if (sealOf(bytes) === 'broken') return damaged(`${name} ${sealBroken}`)
  const written = (data as { version?: unknown } | null)?.version
  if (typeof written === 'number' && written > version) {
    return damaged(
      `${name} has version ${written} and this program reads ${version}; a newer Nagumo wrote it`,
      'newer',
    )
  }
  const parsed = schema.safeParse(data)
  if (parsed.success) return { value: parsed.data, damage: null }
  return damaged(`${name} is not valid ${issueText(parsed.error)}`)
}

/** Undefined where it is not JSON. */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

function damaged(
  damage: string,
  why: 'missing' | 'unreadable' | 'newer' | 'damaged' = 'damaged',
): Loaded<never> {
  return { value: null, damage, why }
}

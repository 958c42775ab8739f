import { realpath } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'

/**
 * The file of the built window for a URL; null where there is none: outside the folder, by path or symbolic link, or a
 * malformed URL.
 * @param pages folder of the built window
 */
export async function pageFile(pages: string, url: string, host: string): Promise<string | null> {
  const path = pathOf(url, host)
  if (path === null || path.includes('\0')) return null
  const file = normalize(join(pages, path === '/' ? 'index.html' : path))
  if (!isInside(normalize(pages), file)) return null
  try {
    const [folder, real] = await Promise.all([realpath(pages), realpath(file)])
    return isInside(folder, real) ? real : null
  } catch {
    return null
  }
}

function isInside(folder: string, file: string): boolean {
  return file.startsWith(folder + sep)
}

/** Null for another host, and for a malformed URL (“%zz”). */
function pathOf(url: string, host: string): string | null {
  try {
    const address = new URL(url)
    return address.host === host ? decodeURIComponent(address.pathname) : null
  } catch {
    return null
  }
}

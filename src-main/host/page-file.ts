import { join, normalize, sep } from 'node:path'

/**
 * The file of the built window that an address asks for, or null where there can't be one: outside of the folder, or an
 * address that is none.
 * @param pages folder of the built window
 */
export function pageFile(pages: string, url: string, host: string): string | null {
  const path = pathOf(url, host)
  if (path === null || path.includes('\0')) return null
  const file = normalize(join(pages, path === '/' ? 'index.html' : path))
  return file.startsWith(normalize(pages) + sep) ? file : null
}

/** Null for an address of elsewhere, and for one that is malformed (“%zz”). */
function pathOf(url: string, host: string): string | null {
  try {
    const address = new URL(url)
    return address.host === host ? decodeURIComponent(address.pathname) : null
  } catch {
    return null
  }
}

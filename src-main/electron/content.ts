import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { protocol } from 'electron'
import { pageFile } from '../host/page-file.ts'
import { pageHeaders } from '../host/page-headers.ts'
import { windowAddress } from './own-pages.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

interface Answer {
  status: number
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
}

/** Before the app is ready: registers the window's scheme as a secure origin. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built window at app://nagumo/. */
export function serveContent(pages: string): void {
  if ('handle' in protocol) {
    protocol.handle('app', async ({ url }) => {
      const { status, headers, body } = await answer(pages, url)
      return new Response(body, { status, headers })
    })
    return
  }
  // Electron 22, used by the smoke tests of the real window.
  const old = protocol as Electron.Protocol
  old.registerBufferProtocol('app', async ({ url }, callback) => {
    const { status, headers, body } = await answer(pages, url)
    callback({ statusCode: status, headers, mimeType: headers['Content-Type'], data: Buffer.from(body) })
  })
}

async function answer(pages: string, url: string): Promise<Answer> {
  const headers = pageHeaders("'self'")
  const notFound = { status: 404, headers, body: new Uint8Array() }
  const file = await pageFile(pages, url, new URL(windowAddress).host)
  const type = file && types[extname(file)]
  if (!file || !type) return notFound
  try {
    const body = new Uint8Array(await readFile(file))
    return { status: 200, headers: { ...headers, 'Content-Type': type }, body }
  } catch {
    return notFound
  }
}

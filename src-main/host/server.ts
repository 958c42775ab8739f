import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { AnyRouter } from '@orpc/server'
import sirv from 'sirv'
import { type WebSocket, WebSocketServer } from 'ws'
import { fileCalls, maxMessageBytes } from '../contract/limits.ts'
import type { FrameLimits } from '../rpc/check-frame.ts'
import { countRefused, serveFrames } from '../rpc/serve-frames.ts'
import { createGate, protocolName, type Refusal } from './gate.ts'
import { createLaunch, type Launch } from './launch.ts'
import { pageHeaders } from './page-headers.ts'

export interface Host {
  /** Where the window is, with the token of this launch: for the person's own terminal, and nowhere else. */
  url: string
  /**
   * Makes the file, readable by this user alone, that leads a browser to the window, once; it goes when it was used, and
   * with the host.
   * @returns its path
   */
  openLaunch(): Promise<string>
  /** Ends all connections: windows connect again, to the project that is open by then. */
  reconnect(): void
  close(): Promise<void>
}

interface HostOptions {
  /** Of the project that is open: asked for with each connection. */
  router: () => AnyRouter
  /** Folder of the built window. */
  pages: string
  limits?: FrameLimits
}

/** Where windows connect: for calls, and for calls with a large file, one a connection. */
const places = { calls: '/link', files: '/files' }

/** Serves the window and its calls on 127.0.0.1, at a port of the system's choice. */
export async function startHost({
  router,
  pages,
  limits = { message: maxMessageBytes, files: fileCalls },
}: HostOptions): Promise<Host> {
  const files = sirv(pages, { etag: true })
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const end = (status: number, text: string) => void response.writeHead(status).end(text)
    const refusal = gate.refuse(request)
    if (refusal) return end(refusal.status, refusal.text)
    if (request.method === 'POST' && request.url === '/launch') return void exchange(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(405, 'Method Not Allowed')
    files(request, response, () => end(404, 'Not Found'))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const gate = createGate(port)
  let launch: Launch | null = null
  const headers = pageHeaders(`'self' ws://127.0.0.1:${port} ws://localhost:${port}`)

  /** Gives the token of this launch for the secret of the file that the browser was given. */
  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const offered = request.headers.origin === undefined ? '' : await shortBody(request)
    const right = launch?.redeem(offered) ?? false
    response.setHeader('Cache-Control', 'no-store')
    response.writeHead(right ? 200 : 401, { 'Content-Type': 'text/plain' })
    response.end(right ? gate.token : 'Unauthorized')
  }

  const refused = countRefused()
  const largest = Math.max(...Object.values(limits.files)) + limits.message
  const byPlace = new Map(
    [[places.calls, limits.message] as const, [places.files, largest] as const].map(([place, maxPayload]) => [
      place,
      socketServer(maxPayload),
    ]),
  )

  function serve(websocket: WebSocket): void {
    const frames = serveFrames(
      router(),
      {
        send: (message) => websocket.send(message),
        close: ({ status, reason }) => websocket.close(status, reason),
      },
      { limits, refused },
    )
    websocket.on('message', (data: Buffer, isBinary) => frames.receive(isBinary ? data : data.toString()))
    websocket.on('close', () => frames.end())
    // Larger than any message may be, or no WebSocket frame at all: ws closes the connection, the window finds it again.
    websocket.on('error', ({ message }) =>
      refused({ status: 1009, reason: /payload/i.test(message) ? 'message too large' : 'malformed frame' }),
    )
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const sockets = byPlace.get(request.url?.split('?')[0] ?? '')
    const refusal = gate.refuseCalls(request) ?? (sockets ? null : { status: 404, text: 'Not Found' })
    if (refusal || !sockets) return refuseUpgrade(socket, refusal ?? { status: 404, text: 'Not Found' })
    sockets.handleUpgrade(request, socket, head, serve)
  })

  return {
    url: `http://127.0.0.1:${port}/#token=${gate.token}`,
    async openLaunch() {
      launch?.remove()
      launch = await createLaunch(`http://127.0.0.1:${port}`)
      return launch.file
    },
    reconnect() {
      for (const sockets of byPlace.values()) for (const websocket of sockets.clients) websocket.close(1012)
    },
    async close() {
      launch?.remove()
      for (const sockets of byPlace.values()) for (const websocket of sockets.clients) websocket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function socketServer(maxPayload: number): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    maxPayload,
    perMessageDeflate: false,
    handleProtocols: () => protocolName,
  })
}

/** The body of a request, as far as a secret is long. */
async function shortBody(request: IncomingMessage): Promise<string> {
  let text = ''
  try {
    for await (const chunk of request) {
      text += chunk
      if (text.length > 100) return ''
    }
  } catch {
    // Cut off.
    return ''
  }
  return text
}

function refuseUpgrade(socket: Duplex, { status, text }: Refusal): void {
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

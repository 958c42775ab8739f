import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { AnyRouter } from '@orpc/server'
import sirv from 'sirv'
import { type WebSocket, WebSocketServer } from 'ws'
import { currentAddressPlace, hostEnded, keyPlace, type LaunchKey } from '../contract/current-address.ts'
import { fileCalls, maxMessageBytes } from '../contract/limits.ts'
import type { FrameLimits } from '../rpc/check-frame.ts'
import { countRefused, serveFrames } from '../rpc/serve-frames.ts'
import { answerCurrentAddress, mostQuestion } from './current-address.ts'
import { createGate, protocolName, type Refusal, sameSecret } from './gate.ts'
import { createLaunch, type Launch } from './launch.ts'
import { listenAtOldAddresses } from './old-addresses.ts'
import { pageFile } from './page-file.ts'
import { pageHeaders } from './page-headers.ts'
import { newLaunch, type PastLaunches } from './past-launches.ts'
import { shortBody } from './short-body.ts'

export interface Host {
  /** The window's URL with the token of this launch: for the user's own terminal only. */
  url: string
  /**
   * Creates the file, readable by this user only, that leads a browser to the window once; deleted after use, and with
   * the host.
   * @returns its path
   */
  openLaunch(): Promise<string>
  /**
   * Closes all connections that are open now, once the call that asks for it is answered: windows reconnect, to the
   * project open by then. Those opened meanwhile already serve it.
   */
  reconnect(): void
  close(): Promise<void>
}

/** Time for the answer to a call that has the connections closed. */
const answerMs = 500

interface HostOptions {
  /** Of the open project: resolved at each connection. */
  router: () => AnyRouter
  /** Folder of the built window. */
  pages: string
  limits?: FrameLimits
  /** Earlier launches, whose windows are redirected here. */
  past?: PastLaunches
}

/** Endpoints: for calls, and for calls with a large file, one per connection. */
const places = { calls: '/link', files: '/files' }

/** Time allowed for a window's closing handshake, ms. */
const closingMs = 500

/** Serves the window and its calls on 127.0.0.1, at a new free port for each launch. */
export async function startHost({
  router,
  pages,
  limits = { message: maxMessageBytes, files: fileCalls },
  past,
}: HostOptions): Promise<Host> {
  const files = sirv(pages, { etag: true })
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const end = (status: number, text: string) => void response.writeHead(status).end(text)
    const refusal = gate.refuse(request)
    if (refusal) return end(refusal.status, refusal.text)
    const answer = request.method === 'POST' && answers.get(request.url ?? '')
    if (answer) return void answerText(request, response, answer)
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(405, 'Method Not Allowed')
    void servePage(request, response, () => end(404, 'Not Found'))
  })
  /** Without links out of the folder, which sirv follows. */
  async function servePage(
    request: IncomingMessage,
    response: ServerResponse,
    notFound: () => void,
  ): Promise<void> {
    const file = await pageFile(pages, `http://localhost${request.url}`, 'localhost')
    if (file === null) notFound()
    else files(request, response, notFound)
  }
  const port = await listen(server, past?.before.map((one) => one.port) ?? [])
  const gate = createGate(port)
  const thisLaunch = newLaunch(port)
  let launch: Launch | null = null
  const headers = pageHeaders(`'self' ws://127.0.0.1:${port} ws://localhost:${port}`)

  /** Responses to our own pages, by path; null: unauthorized. */
  const answers = new Map<string, (body: string) => string | null>([
    // Exchanges the secret of the browser's file for the token of this launch.
    ['/launch', (secret) => (launch?.redeem(secret) ? gate.token : null)],
    [keyPlace, (token) => (sameSecret(token, gate.token) ? JSON.stringify(keyOf(thisLaunch)) : null)],
    [currentAddressPlace, (asked) => answerCurrentAddress(asked, thisLaunch, { port, token: gate.token })],
  ])

  async function answerText(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (body: string) => string | null,
  ): Promise<void> {
    const body = request.headers.origin === undefined ? '' : await shortBody(request, mostQuestion)
    const text = answer(body)
    response.setHeader('Cache-Control', 'no-store')
    response.writeHead(text === null ? 401 : 200, { 'Content-Type': 'text/plain' })
    response.end(text ?? 'Unauthorized')
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
    // Oversized message or invalid WebSocket frame: ws closes the connection, and the window reconnects.
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

  const oldAddresses = await listenAtOldAddresses(past?.before ?? [], { port, token: gate.token })
  await past?.remember(thisLaunch)

  return {
    url: `http://127.0.0.1:${port}/#token=${gate.token}`,
    async openLaunch() {
      launch?.remove()
      launch = await createLaunch(`http://127.0.0.1:${port}`)
      return launch.file
    },
    reconnect() {
      const open = [...byPlace.values()].flatMap((sockets) => [...sockets.clients])
      setTimeout(() => {
        for (const websocket of open) websocket.close(1012)
      }, answerMs).unref()
    },
    async close() {
      launch?.remove()
      const open = [...byPlace.values()].flatMap((sockets) => [...sockets.clients])
      await Promise.all(open.map(endSocket))
      await oldAddresses.close()
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

/**
 * Listens at a port that no earlier launch used.
 * @param taken ports of earlier launches
 */
async function listen(server: Server, taken: readonly number[]): Promise<number> {
  for (;;) {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
    const { port } = server.address() as AddressInfo
    if (!taken.includes(port)) return port
    await new Promise((resolve) => server.close(resolve))
  }
}

const keyOf = ({ launch, key }: LaunchKey): LaunchKey => ({ launch, key })

/** Closes with a handshake, and a short timeout. */
function endSocket(websocket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => websocket.terminate(), closingMs)
    websocket.once('close', () => {
      clearTimeout(late)
      resolve()
    })
    websocket.close(hostEnded.status, hostEnded.reason)
  })
}

function refuseUpgrade(socket: Duplex, { status, text }: Refusal): void {
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

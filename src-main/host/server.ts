import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { AnyRouter } from '@orpc/server'
import sirv from 'sirv'
import { type WebSocket, WebSocketServer } from 'ws'
import { fileCalls, maxMessageBytes } from '../contract/limits.ts'
import { goodbye, keyPlace, type LaunchKey, whereaboutsPlace } from '../contract/whereabouts.ts'
import type { FrameLimits } from '../rpc/check-frame.ts'
import { countRefused, serveFrames } from '../rpc/serve-frames.ts'
import { createGate, protocolName, type Refusal, sameSecret } from './gate.ts'
import { createLaunch, type Launch } from './launch.ts'
import { listenAtOldAddresses } from './old-addresses.ts'
import { pageHeaders } from './page-headers.ts'
import { newLaunch, type PastLaunches } from './past-launches.ts'
import { shortBody } from './short-body.ts'
import { answerWhereabouts, mostQuestion } from './whereabouts.ts'

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
  /** Of earlier launches, whose windows are told where this one is. */
  past?: PastLaunches
}

/** Where windows connect: for calls, and for calls with a large file, one a connection. */
const places = { calls: '/link', files: '/files' }

/** So long a window has to say goodbye. */
const goodbyeMs = 500

/** Serves the window and its calls on 127.0.0.1, at a port of the system's choice, another one at each launch. */
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
    files(request, response, () => end(404, 'Not Found'))
  })
  const port = await listen(server, past?.before.map((one) => one.port) ?? [])
  const gate = createGate(port)
  const thisLaunch = newLaunch(port)
  let launch: Launch | null = null
  const headers = pageHeaders(`'self' ws://127.0.0.1:${port} ws://localhost:${port}`)

  /** What is answered to a page of ours, by place; null: to somebody who may not ask. */
  const answers = new Map<string, (body: string) => string | null>([
    // The token of this launch, for the secret of the file that the browser was given.
    ['/launch', (secret) => (launch?.redeem(secret) ? gate.token : null)],
    [keyPlace, (token) => (sameSecret(token, gate.token) ? JSON.stringify(keyOf(thisLaunch)) : null)],
    [whereaboutsPlace, (asked) => answerWhereabouts(asked, thisLaunch, { port, token: gate.token })],
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
      for (const sockets of byPlace.values()) for (const websocket of sockets.clients) websocket.close(1012)
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
 * At a port that no earlier launch had.
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

/** Says goodbye, and does not wait long for an answer. */
function endSocket(websocket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => websocket.terminate(), goodbyeMs)
    websocket.once('close', () => {
      clearTimeout(late)
      resolve()
    })
    websocket.close(goodbye.status, goodbye.reason)
  })
}

function refuseUpgrade(socket: Duplex, { status, text }: Refusal): void {
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import sirv from 'sirv'
import { WebSocketServer } from 'ws'
import { maxFileBytes } from '../contract/limits.ts'
import { createGate, protocolName, type Refusal } from './gate.ts'
import { pageHeaders } from './page-headers.ts'

export interface Host {
  /** Where the window is, with the token of this launch. */
  url: string
  close(): Promise<void>
}

interface HostOptions {
  router: AnyRouter
  /** Folder of the built window. */
  pages: string
  /** Bytes of one message: a whole file and what is around it. */
  maxMessage?: number
}

/** Serves the window and its calls on 127.0.0.1, at a port of the system's choice. */
export async function startHost({
  router,
  pages,
  maxMessage = maxFileBytes + 2 ** 20,
}: HostOptions): Promise<Host> {
  const files = sirv(pages, { etag: true })
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const end = (status: number, text: string) => void response.writeHead(status).end(text)
    const refusal = gate.refuse(request)
    if (refusal) return end(refusal.status, refusal.text)
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(405, 'Method Not Allowed')
    files(request, response, () => end(404, 'Not Found'))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const gate = createGate(port)
  const headers = pageHeaders(`'self' ws://127.0.0.1:${port} ws://localhost:${port}`)

  const handler = new RPCHandler(router)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessage,
    perMessageDeflate: false,
    handleProtocols: () => protocolName,
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = request.url?.split('?')[0]
    const refusal =
      gate.refuseCalls(request) ?? (path === '/link' ? null : { status: 404, text: 'Not Found' })
    if (refusal) return refuseUpgrade(socket, refusal)
    sockets.handleUpgrade(request, socket, head, (websocket) => {
      // Too large a message closes the connection; the window finds it again.
      websocket.on('error', () => {})
      handler.upgrade(websocket)
    })
  })

  return {
    url: `http://127.0.0.1:${port}/#token=${gate.token}`,
    async close() {
      for (const websocket of sockets.clients) websocket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function refuseUpgrade(socket: Duplex, { status, text }: Refusal): void {
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

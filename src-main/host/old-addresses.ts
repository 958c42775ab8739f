import { createServer, type Server } from 'node:http'
import { type CurrentAddress, currentAddressPlace } from '../contract/current-address.ts'
import { answerCurrentAddress, mostQuestion } from './current-address.ts'
import { createGate } from './gate.ts'
import { pageHeaders } from './page-headers.ts'
import type { PastLaunch } from './past-launches.ts'
import { shortBody } from './short-body.ts'

const moved =
  'Nagumo was restarted at another address. The new address is shown where Nagumo was started; windows that were left open have moved there automatically.\n'

/**
 * Listens at the ports of earlier launches and redirects their windows to the current one. Serves no pages or calls
 * there: while the host was away another user of the computer may have listened on that port, and whatever a browser
 * stores for its origin (cache, service worker) would be theirs. So each launch has its own origin, and windows move to
 * it. Ports in use are skipped.
 */
export async function listenAtOldAddresses(
  past: readonly PastLaunch[],
  now: CurrentAddress,
): Promise<{ close(): Promise<void> }> {
  const servers = (await Promise.all(past.map((launch) => listenAt(launch, now)))).filter(
    (server) => server !== null,
  )
  return {
    async close() {
      for (const server of servers) server.closeAllConnections()
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
}

/** @returns null where the port is taken */
function listenAt(launch: PastLaunch, now: CurrentAddress): Promise<Server | null> {
  const gate = createGate(launch.port)
  const headers = { ...pageHeaders("'none'"), 'Cache-Control': 'no-store', 'Content-Type': 'text/plain' }
  const server = createServer(async (request, response) => {
    const end = (status: number, text: string) => void response.writeHead(status, headers).end(text)
    const refusal = gate.refuse(request)
    if (refusal) return end(refusal.status, refusal.text)
    if (request.url !== currentAddressPlace) return end(410, moved)
    if (request.method !== 'POST') return end(405, 'Method Not Allowed')
    const answer = answerCurrentAddress(await shortBody(request, mostQuestion), launch, now)
    return answer === null ? end(404, 'Not Found') : end(200, answer)
  })
  server.on('upgrade', (_, socket) => socket.destroy())
  return new Promise((resolve) => {
    server.once('error', () => resolve(null))
    server.listen(launch.port, '127.0.0.1', () => resolve(server))
  })
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Why a request is refused: HTTP status and reason. */
export interface Refusal {
  status: number
  text: string
}

/**
 * Access control of the host. Any page in any browser on this computer can send requests to a loopback port, so: the
 * Host header must be ours (against DNS rebinding), other origins are refused, and calls need the token of this launch,
 * which is only in the address printed at the start.
 */
export interface Gate {
  readonly token: string
  /** Any request. */
  refuse(request: IncomingMessage): Refusal | null
  /** A WebSocket for calls: `refuse`, an Origin, and the token. */
  refuseCalls(request: IncomingMessage): Refusal | null
}

export const protocolName = 'nagumo'
const tokenPrefix = 'token-'

export function createGate(port: number): Gate {
  const token = randomBytes(32).toString('base64url')
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]

  function refuse({ headers }: IncomingMessage): Refusal | null {
    if (!headers.host || !hosts.includes(headers.host)) return { status: 421, text: 'Misdirected Request' }
    if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`)
      return { status: 403, text: 'Forbidden' }
    return null
  }

  return {
    token,
    refuse,
    refuseCalls(request) {
      const refusal = refuse(request)
      if (refusal) return refusal
      if (request.headers.origin === undefined) return { status: 403, text: 'Forbidden' }
      const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((part) => part.trim())
      const [given] = offered.filter((part) => part.startsWith(tokenPrefix))
      const right = given !== undefined && sameSecret(given.slice(tokenPrefix.length), token)
      return right && offered.includes(protocolName) ? null : { status: 401, text: 'Unauthorized' }
    },
  }
}

/** Constant-time comparison of secrets. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

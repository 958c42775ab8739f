import { RPCLink } from '@orpc/client/websocket'
import type { Connection, Way } from './way.ts'

const tokenKey = 'nagumo-token'
const retryMs = 1500

/** Browser: calls go through a WebSocket to the host on this computer, opened with the token of its launch. */
export function connectBySocket(): Way {
  const token = takeToken()
  const listeners = new Set<(connection: Connection) => void>()
  let state: Connection = 'connecting'
  let link: RPCLink<Record<never, never>>

  function say(now: Connection): void {
    if (now === state) return
    state = now
    for (const listener of listeners) listener(now)
  }

  function connect(): void {
    const websocket = new WebSocket(`ws://${location.host}/link`, ['nagumo', `token-${token}`])
    websocket.addEventListener('open', () => say('connected'))
    websocket.addEventListener('close', () => {
      say('lost')
      setTimeout(connect, retryMs)
    })
    link = new RPCLink({ websocket })
  }
  connect()

  return {
    link: () => link,
    subscribe(listener) {
      listeners.add(listener)
      listener(state)
      return () => listeners.delete(listener)
    },
  }
}

/** From the address at the first visit, which it then leaves, and from this tab's memory after a reload. */
function takeToken(): string {
  const fromAddress = new URLSearchParams(location.hash.slice(1)).get('token')
  if (!fromAddress) return sessionStorage.getItem(tokenKey) ?? ''
  sessionStorage.setItem(tokenKey, fromAddress)
  history.replaceState(null, '', location.pathname)
  return fromAddress
}

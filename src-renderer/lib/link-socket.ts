import { RPCLink } from '@orpc/client/websocket'
import { maxMessageBytes } from '../../src-main/contract/limits.ts'
import type { Connection, Way } from './way.ts'

const tokenKey = 'nagumo-token'
const retryMs = 1500

/** Browser: calls go through a WebSocket to the host on this computer, opened with the token of its launch. */
export function connectBySocket(): Way {
  const token = takeToken()
  const listeners = new Set<(connection: Connection) => void>()
  let state: Connection = 'connecting'
  let link = openLink()

  function say(now: Connection): void {
    if (now === state) return
    state = now
    for (const listener of listeners) listener(now)
  }

  async function openSocket(place: string): Promise<WebSocket> {
    return new WebSocket(`ws://${location.host}${place}`, ['nagumo', `token-${await token}`])
  }

  async function openLink(): Promise<RPCLink<Record<never, never>>> {
    const websocket = await openSocket('/link')
    websocket.addEventListener('open', () => say('connected'))
    websocket.addEventListener('close', () => {
      say('lost')
      setTimeout(() => {
        link = openLink()
      }, retryMs)
    })
    return new RPCLink({ websocket })
  }

  /** A large file has a connection of its own: all others carry small messages only. */
  async function sendFile(...[path, input, options]: Parameters<ReturnType<Way['link']>['call']>) {
    const websocket = await openSocket('/files')
    try {
      return await new RPCLink({ websocket }).call(path, input, options)
    } finally {
      websocket.close()
    }
  }

  return {
    link: () => ({
      call: async (path, input, options) =>
        hasLargeFile(input) ? sendFile(path, input, options) : (await link).call(path, input, options),
    }),
    subscribe(listener) {
      listeners.add(listener)
      listener(state)
      return () => listeners.delete(listener)
    },
  }
}

function hasLargeFile(input: unknown): boolean {
  const file = typeof input === 'object' && input !== null && 'file' in input ? input.file : null
  // What describes the call takes room beside it.
  return file instanceof File && file.size > maxMessageBytes / 2
}

/**
 * From the address at the first visit, which it then leaves, and from this tab's memory after a reload. The address has
 * it by itself, as the terminal shows it, or a secret of the launch, for which the host gives it once.
 */
async function takeToken(): Promise<string> {
  const address = new URLSearchParams(location.hash.slice(1))
  const [fromAddress, secret] = [address.get('token'), address.get('launch')]
  if (fromAddress || secret) history.replaceState(null, '', location.pathname)
  const token = fromAddress ?? (secret && (await exchange(secret)))
  if (token) sessionStorage.setItem(tokenKey, token)
  return token || (sessionStorage.getItem(tokenKey) ?? '')
}

async function exchange(secret: string): Promise<string | null> {
  const answer = await fetch('/launch', { method: 'POST', body: secret }).catch(() => null)
  return answer?.ok ? answer.text() : null
}

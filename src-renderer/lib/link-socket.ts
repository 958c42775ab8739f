import { RPCLink } from '@orpc/client/websocket'
import { type CurrentAddress, hostEnded } from '../../src-main/contract/current-address.ts'
import { maxMessageBytes } from '../../src-main/contract/limits.ts'
import { addressAt, unpackAddress } from './carried.ts'
import { askCurrentAddress, askForKey, type KnownLaunch } from './current-address.ts'
import { loadPriorReader } from './prior-files.ts'
import { type Connection, isGone, type Look, type Way } from './way.ts'

const tokenKey = 'nagumo-token'
const retryMs = 1500

/**
 * Browser: calls go through a WebSocket to the host on this computer, authenticated with its launch token. Once the
 * host is gone the token is never sent: the window polls its address, without a secret, until the host of a later
 * launch proves its identity, and moves to that host's address.
 */
export function connectBySocket(): Way {
  const token = takeToken()
  const listeners = new Set<(connection: Connection) => void>()
  let state: Connection = 'connecting'
  /** Requested once: a later responder at this address may be another program. */
  let known: Promise<KnownLaunch | null | undefined> | null = null
  let unkept: () => string | null = () => null
  let timer: ReturnType<typeof setTimeout> | undefined
  let looking: Promise<Look> | null = null
  let link = openLink()

  function say(now: Connection): void {
    // `ended` and `refused` are not overwritten by `lost`.
    if (now === state || (now === 'lost' && isGone(state))) return
    state = now
    for (const listener of listeners) listener(now)
  }

  async function openSocket(place: string): Promise<WebSocket> {
    return new WebSocket(`ws://${location.host}${place}`, ['nagumo', `token-${await token}`])
  }

  async function openLink(): Promise<RPCLink<Record<never, never>>> {
    const websocket = await openSocket('/link')
    websocket.addEventListener('open', () => {
      say('connected')
      known ??= learnKey()
    })
    websocket.addEventListener('close', ({ code, reason }) => {
      say(code === hostEnded.status && reason === hostEnded.reason ? 'ended' : 'lost')
      known ??= learnKey()
      lookLater()
    })
    return new RPCLink({ websocket })
  }

  /** Also loads all that this page may ever need from its address, which another program may have afterwards. */
  async function learnKey(): Promise<KnownLaunch | null | undefined> {
    await loadPriorReader().catch(() => null)
    const key = await askForKey(await token)
    if (key === null) say('refused')
    return key
  }

  function lookLater(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), retryMs)
  }

  function look(): Promise<Look> {
    clearTimeout(timer)
    looking ??= lookOnce().finally(() => {
      looking = null
    })
    return looking
  }

  async function lookOnce(): Promise<Look> {
    const launch = await known
    if (launch === null) return 'nothing'
    if (launch === undefined) {
      link = openLink()
      return 'nothing'
    }
    const found = await askCurrentAddress(launch)
    if (typeof found === 'string') {
      lookLater()
      return found
    }
    if (found.port === Number(location.port) && found.token === (await token)) link = openLink()
    else move(found)
    return 'found'
  }

  function move(to: CurrentAddress): void {
    location.replace(addressAt(to, { at: location.hash, state: history.state, unkept: unkept() }))
  }

  /** A large file has its own connection: all others carry only small messages. */
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
    look,
    whenMoving(pack) {
      unkept = pack
    },
  }
}

function hasLargeFile(input: unknown): boolean {
  const file = typeof input === 'object' && input !== null && 'file' in input ? input.file : null
  // Leaves room for the description of the call.
  return file instanceof File && file.size > maxMessageBytes / 2
}

/**
 * The credential, from the address at the first visit, which is then cleared, and from sessionStorage after a reload.
 * The address has the token itself, as the terminal shows it, or a one-time secret that the host exchanges for it.
 */
async function takeToken(): Promise<string> {
  const address = unpackAddress()
  const token = address.token ?? (address.secret && (await exchange(address.secret)))
  if (token) sessionStorage.setItem(tokenKey, token)
  return token || (sessionStorage.getItem(tokenKey) ?? '')
}

async function exchange(secret: string): Promise<string | null> {
  const answer = await fetch('/launch', { method: 'POST', body: secret }).catch(() => null)
  return answer?.ok ? answer.text() : null
}

import {
  boundTo,
  type CurrentAddress,
  currentAddressPlace,
  keyPlace,
  type LaunchKey,
  mostSealedText,
  nonceBytes,
  sealIvBytes,
} from '../../src-main/contract/current-address.ts'

/** The key by which a window recognizes its host. Only in this page's memory, and not extractable. */
export interface KnownLaunch {
  launch: string
  key: CryptoKey
}

/** `stranger`: something responds at the host's address, but is not the host. */
export type Found = CurrentAddress | 'nothing' | 'stranger'

const patienceMs = 5000

/**
 * Requests the key of the host's launch.
 * @returns null where the host rejects this window; undefined where it is unknown: no response, or the browser has no
 * cryptography for this address
 */
export async function askForKey(token: string): Promise<KnownLaunch | null | undefined> {
  if (!globalThis.crypto?.subtle) return undefined
  const answer = await post(keyPlace, token)
  if (answer?.status === 401) return null
  if (!answer?.ok) return undefined
  const { launch, key } = (await answer.json()) as LaunchKey
  const bytes = fromBase64Url(key)
  return bytes && { launch, key: await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['decrypt']) }
}

/**
 * Asks at this page's own address where the host is. The request contains no secret; a response must be sealed by the
 * host.
 */
export async function askCurrentAddress({ launch, key }: KnownLaunch): Promise<Found> {
  const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(nonceBytes)))
  const answer = await post(currentAddressPlace, JSON.stringify({ launch, nonce }))
  if (!answer) return 'nothing'
  const sealed = fromBase64Url(await shortText(answer))
  if (!sealed) return 'stranger'
  const [iv, rest] = [sealed.slice(0, sealIvBytes), sealed.slice(sealIvBytes)]
  const additionalData = new TextEncoder().encode(boundTo(nonce))
  try {
    const open = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, rest)
    return JSON.parse(new TextDecoder().decode(open)) as CurrentAddress
  } catch {
    return 'stranger'
  }
}

/** Null where nothing responds. Cookies set by other programs on this computer are not sent. */
function post(place: string, body: string): Promise<Response | null> {
  return fetch(place, {
    method: 'POST',
    body,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => null)
}

/** Reads a body no longer than a response may be; empty for a longer one, whose rest is not read. */
async function shortText({ body }: Response): Promise<string> {
  let text = ''
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += part.value
      if (text.length > mostSealedText) return ''
    }
    return text
  } catch {
    return ''
  } finally {
    await reader?.cancel().catch(() => undefined)
  }
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '')
}

/** Undefined for invalid text. */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0))
}

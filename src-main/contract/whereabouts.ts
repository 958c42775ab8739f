/**
 * Words between a window in the browser and its host, by which the window finds a host that was started again. Nothing
 * that the window sends is a secret, since another program may listen where the host was: the launch that it was let in by,
 * and a nonce. The answer is sealed with that launch's key (AES-256-GCM, the nonce as associated data), which the window
 * was given while the host was there, and keeps in its memory alone.
 */
export const whereaboutsPlace = '/whereabouts'
/** Where a window that was let in asks for the key of the launch, with the launch token. */
export const keyPlace = '/key'
export const nonceBytes = 32
/** In front of a sealed answer. */
export const sealIvBytes = 12
/** A longer answer is none. */
export const mostSealedText = 1000

/** How a WebSocket of a window is closed where the host ends in order, and is not only gone. */
export const goodbye = { status: 1001, reason: 'ended' }

/** What a window needs to find its host again. */
export interface LaunchKey {
  /** Of the launch, no secret. */
  launch: string
  /** 32 bytes, base64url. */
  key: string
}

/** Where the host is now, and the token of its launch there. */
export interface Whereabouts {
  port: number
  token: string
}

/** What a sealed answer is bound to. */
export const boundTo = (nonce: string): string => `nagumo-whereabouts ${nonce}`

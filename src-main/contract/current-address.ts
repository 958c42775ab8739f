/**
 * Protocol by which a browser window finds its host after a restart. The window sends no secret, since another program
 * may be listening on the host's former port: only its launch id and a nonce. The response is encrypted with the launch
 * key (AES-256-GCM, the nonce as associated data), which the window received while the host was running and holds in
 * memory only.
 */
export const currentAddressPlace = '/current-address'
/** Endpoint where an authenticated window gets the launch key, with its launch token. */
export const keyPlace = '/key'
export const nonceBytes = 32
/** Length of the initialization vector before the ciphertext, bytes. */
export const sealIvBytes = 12
/** Longer responses are rejected. */
export const mostSealedText = 1000

/** WebSocket close status of an orderly shutdown, as opposed to a lost connection. */
export const hostEnded = { status: 1001, reason: 'ended' }

/** What a window needs to find its host again. */
export interface LaunchKey {
  /** Launch id, not secret. */
  launch: string
  /** 32 bytes, base64url. */
  key: string
}

/** The host's current address, and the token of its new launch. */
export interface CurrentAddress {
  port: number
  token: string
}

/** Associated data of an encrypted response. */
export const boundTo = (nonce: string): string => `nagumo-current-address ${nonce}`

/** Why a call was stopped that nobody stopped: its connection is gone, because the window was closed or loaded anew. */
export class ConnectionGone extends Error {
  override name = 'AbortError'

  constructor() {
    super('The connection of the call is gone.')
  }
}

/** Whether a call ends because its connection is gone; false where a person stopped it. */
export function isConnectionGone(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true && signal.reason instanceof ConnectionGone
}

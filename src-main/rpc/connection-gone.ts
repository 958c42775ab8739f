/** Abort reason of a call whose connection was closed, because its window was closed or reloaded. */
export class ConnectionGone extends Error {
  override name = 'AbortError'

  constructor() {
    super('The connection of the call was closed.')
  }
}

/** Whether a call was aborted because its connection closed; false if a person cancelled it. */
export function isConnectionGone(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true && signal.reason instanceof ConnectionGone
}

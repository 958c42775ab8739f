/** A call's options with the signal if there is one: oRPC treats an omitted and an undefined signal differently. */
export function withSignal(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {}
}

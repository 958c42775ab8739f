/** A call's options with the signal where there is one: what is left out and what is undefined are not the same to oRPC. */
export function withSignal(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {}
}

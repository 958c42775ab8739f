import type { NagumoError } from '../src-main/contract/errors.ts'
import { fromRpcError } from '../src-main/rpc/errors.ts'
import { must } from './tally.ts'

/** An error as the window words it. */
export function toNagumoError(error: unknown): NagumoError {
  return fromRpcError(error)
}

/** @returns the error of a refused call @throws Error where it was not refused */
export async function refusalOf(what: string | (() => string), call: Promise<unknown>): Promise<NagumoError> {
  const failure = await call.then(() => null, toNagumoError)
  must(failure !== null, typeof what === 'string' ? `${what} is answered as if nothing were wrong` : what())
  return failure
}

import { mapEventIterator, type ORPCError } from '@orpc/client'
import { os } from '@orpc/server'
import '../contract/issue-words.ts'
import type { ErrorCode } from '../contract/errors.ts'
import { toRpcError } from './errors.ts'
import { printFault } from './faults.ts'

/** Middleware for every procedure of a router: converts errors of responses and streams to ones that may be sent. */
export const sendableErrors = os.middleware(async ({ next }) => {
  try {
    const result = await next()
    if (!isAsyncIterator(result.output)) return result
    const output = mapEventIterator(result.output, {
      value: async (value) => value,
      error: async (error) => reported(error),
    })
    return { ...result, output }
  } catch (error) {
    throw reported(error)
  }
})

/** Unexpected errors concern developers: their stack trace goes to standard error, never to the user. */
function reported(error: unknown): ORPCError<string, { code: ErrorCode }> {
  printFault(error)
  return toRpcError(error)
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown, unknown, void> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'next' in value &&
    typeof value.next === 'function' &&
    Symbol.asyncIterator in value
  )
}

import { ORPCError } from '@orpc/client'
import { diskIsFull, type ErrorCode, NagumoError } from '../contract/errors.ts'
import { isOutOfMemory, outOfMemory } from '../contract/out-of-memory.ts'

/**
 * How failures cross process boundaries. On the way out every failure becomes an ORPCError with our `data.code` and a
 * message fit for a person; on the way in it becomes a NagumoError again.
 */

/** Converts any failure to one that may be sent. Of an unexpected error only a generic sentence is sent. */
export function toRpcError(error: unknown): ORPCError<string, { code: ErrorCode }> {
  const { code, message } = fromRpcError(error)
  return new ORPCError(code, {
    status: code === 'CANCELLED' ? 499 : 422,
    message,
    data: { code },
    cause: error,
  })
}

/** Converts a failure of any kind, remote or local, to one with a code and a message fit for a person. */
export function fromRpcError(error: unknown): NagumoError {
  if (error instanceof NagumoError) return error
  if (error instanceof ORPCError) return fromOrpc(error)
  if (isAbort(error))
    return new NagumoError('CANCELLED', 'Stopped before it was finished; nothing was changed.')
  if (isOutOfMemory(error)) return outOfMemory()
  return fromFileSystem(error) ?? unexpected()
}

function fromOrpc(error: ORPCError<string, unknown>): NagumoError {
  const data = error.data
  if (isRecord(data) && typeof data.code === 'string') {
    return new NagumoError(data.code as ErrorCode, error.message)
  }
  if (isRecord(data) && Array.isArray(data.issues) && isRecord(data.issues[0]))
    return fromIssue(data.issues[0])
  return unexpected()
}

function fromIssue(issue: Record<string, unknown>): NagumoError {
  if (issue.code === 'too_big' && issue.origin === 'file') {
    const megabytes = Number(issue.maximum) / 1024 / 1024
    return new NagumoError(
      'FILE_TOO_LARGE',
      `The file is larger than ${megabytes} MB, the most that can be read. Split it into shorter recordings.`,
    )
  }
  const path = Array.isArray(issue.path) ? issue.path.join('.') : ''
  return new NagumoError(
    'USAGE',
    `The request is not valid${path ? `: ${path}` : ''}: ${issue.message}. Correct it and try again.`,
  )
}

function fromFileSystem(error: unknown): NagumoError | null {
  if (!isRecord(error) || typeof error.code !== 'string') return null
  const where = typeof error.path === 'string' ? ` (${error.path})` : ''
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new NagumoError(
        'LIBRARY_UNWRITABLE',
        `${diskIsFull}${where}. Empty the trash (“Library” in the window, nagumo library --empty-trash) or free some space, and try again.`,
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new NagumoError(
        'LIBRARY_UNWRITABLE',
        `Access was denied${where}. Make the folder writable for you, or choose another one.`,
      )
    default:
      return null
  }
}

function unexpected(): NagumoError {
  return new NagumoError(
    'INTERNAL',
    'Nagumo stopped because of an internal error. No saved data were changed. Try again; if it occurs again, report it with what you did and the program’s output on standard error.',
  )
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

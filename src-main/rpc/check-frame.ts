import { z } from 'zod'
import { maxMessageBytes } from '../contract/limits.ts'

/** Why a window’s message is invalid, and the WebSocket close status (RFC 6455, 7.4.1). */
export interface FrameProblem {
  status: 1007 | 1009
  reason: string
}

/** Message size limits of a connection. */
export interface FrameLimits {
  /** Bytes of a message without a file. */
  message: number
  /** Bytes of a file, by the path of the call that carries it; other calls may not carry one. */
  files: Readonly<Record<string, number>>
}

/** Separates the JSON description of a call from the file that follows. */
const fileBegins = 0xff

/** The fields of a call, an abort or a stream chunk that must be valid before it is passed on (oRPC’s messages). */
const Frame = z.object({
  i: z.string().max(64),
  t: z.union([z.literal(1), z.literal(3), z.literal(4)]).optional(),
  p: z.unknown().optional(),
})
const Call = z.object({
  u: z.string().regex(/^\/[A-Za-z0-9/_-]{1,200}$/),
  m: z.literal('POST').optional(),
  h: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  b: z.unknown().optional(),
})

/**
 * Validates a message before it is parsed further: its format, and its size against the limit of its call.
 * @returns null if the message is valid
 */
export function frameProblem(
  raw: string | Uint8Array,
  { message, files }: FrameLimits = { message: maxMessageBytes, files: {} },
): FrameProblem | null {
  if (typeof raw === 'string') {
    if (Buffer.byteLength(raw) > message) return tooLarge(message)
    return pathOf(raw) === undefined ? malformed : null
  }
  const end = raw.indexOf(fileBegins)
  const head = end === -1 ? raw : raw.subarray(0, end)
  if (head.length > message) return tooLarge(message)
  const path = pathOf(new TextDecoder().decode(head))
  if (path === undefined) return malformed
  if (end === -1) return null
  const most = path !== null && Object.hasOwn(files, path) ? files[path] : null
  if (most === null) return malformed
  return raw.length - end - 1 > most ? tooLarge(most) : null
}

const malformed: FrameProblem = { status: 1007, reason: 'malformed message' }

function tooLarge(most: number): FrameProblem {
  return { status: 1009, reason: `message larger than ${most} bytes` }
}

/** The path of a call, null for another message, undefined if it is malformed. */
function pathOf(text: string): string | null | undefined {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return undefined
  }
  const frame = Frame.safeParse(data)
  if (!frame.success) return undefined
  const { t = 1, p } = frame.data
  if (t !== 1) return null
  return Call.safeParse(p).data?.u
}

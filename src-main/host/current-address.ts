import { createCipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { boundTo, type CurrentAddress, nonceBytes, sealIvBytes } from '../contract/current-address.ts'
import type { PastLaunch } from './past-launches.ts'

const Question = z.object({
  launch: z.string(),
  nonce: z.string().refine((text) => Buffer.from(text, 'base64url').length === nonceBytes),
})

/** Longest request, characters. */
export const mostQuestion = 300

/**
 * The host's current address for a window of an earlier launch, encrypted (AES-256-GCM) with that launch's key and
 * bound to the request's nonce: only such a window can read it, and only once.
 * @param asked the request as received
 * @param launch the only launch answered for at this address, so that nobody can relay a request from an address that
 * is no longer ours
 * @returns null for an invalid request, or another launch
 */
export function answerCurrentAddress(asked: string, launch: PastLaunch, now: CurrentAddress): string | null {
  const question = Question.safeParse(parsed(asked))
  if (!question.success || question.data.launch !== launch.launch) return null
  const iv = randomBytes(sealIvBytes)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(launch.key, 'base64url'), iv)
  cipher.setAAD(Buffer.from(boundTo(question.data.nonce)))
  const sealed = [iv, cipher.update(JSON.stringify(now)), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(sealed).toString('base64url')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

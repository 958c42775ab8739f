import { createCipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { boundTo, nonceBytes, sealIvBytes, type Whereabouts } from '../contract/whereabouts.ts'
import type { PastLaunch } from './past-launches.ts'

const Question = z.object({
  launch: z.string(),
  nonce: z.string().refine((text) => Buffer.from(text, 'base64url').length === nonceBytes),
})

/** A question is no longer, characters. */
export const mostQuestion = 300

/**
 * The answer to a window that asks where its host is now, which only a window of that launch can read, and only once.
 * Whoever else asks has bytes that say nothing.
 * @param asked as it came
 * @param launch the one launch that this address was of; of others nothing is said here, so that nobody can pass on a
 * question from an address that is not ours any more
 * @returns null for a question that is none, or of another launch
 */
export function answerWhereabouts(asked: string, launch: PastLaunch, now: Whereabouts): string | null {
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

import { readFile } from 'node:fs/promises'
import type { core } from 'zod'
import { NagumoError } from '../contract/errors.ts'
import { PriorFile } from '../contract/priors.ts'
import { examinePrior } from '../simulation/examine-prior.ts'
import { createPrior } from '../simulation/prior.ts'
import { createRandom } from '../simulation/random.ts'

/**
 * A prior from a JSON file, tried on draws of it. What is only doubtful is said.
 * @throws NagumoError FILE_NOT_FOUND, PRIOR_INVALID with every place that is not as expected, and why it can't work
 */
export async function readPrior(path: string, say: (line: string) => void): Promise<PriorFile> {
  const file = await parse(path)
  const { problems } = examinePrior(createPrior(file), createRandom(0))
  const refused = problems.filter(({ level }) => level === 'refuse')
  if (refused.length > 0) {
    const reasons = refused.map(({ text }) => `\n  ${text}`).join('')
    throw new NagumoError('PRIOR_INVALID', `Nothing can be learned from the prior ${path}:${reasons}`)
  }
  for (const { text } of problems) say(`The prior ${path}: ${text}`)
  return file
}

async function parse(path: string): Promise<PriorFile> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new NagumoError('FILE_NOT_FOUND', `The prior ${path} can’t be opened. Check its path.`)
  })
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new NagumoError(
      'PRIOR_INVALID',
      `The prior ${path} is not JSON: ${(error as SyntaxError).message}. Correct it there.`,
    )
  }
  const parsed = PriorFile.safeParse(data)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.flatMap((issue) => linesOf(issue, issue.path))
  throw new NagumoError('PRIOR_INVALID', `The prior ${path} is not as expected:${issues.join('')}`)
}

/** An issue in words. Of a constant, which may be a number or a distribution, what is wrong with it as the latter. */
function linesOf(issue: core.$ZodIssue, path: PropertyKey[]): string[] {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const last = issue.errors[issue.errors.length - 1]
    return last.flatMap((inner) => linesOf(inner, [...path, ...inner.path]))
  }
  return [`\n  ${path.join('.') || 'the file'}: ${issue.message}`]
}

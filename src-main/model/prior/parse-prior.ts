import type { core } from 'zod'
import '../../contract/issue-words.ts'
import { NagumoError } from '../../contract/errors.ts'
import { PriorFile } from '../../contract/priors.ts'

/**
 * Parses the text of a prior file.
 * @param name of the file, for the message
 * @throws NagumoError PRIOR_INVALID where it is not JSON, or with every invalid field
 */
export function parsePrior(text: string, name: string): PriorFile {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new NagumoError(
      'PRIOR_INVALID',
      `The prior ${name} is not JSON: ${(error as SyntaxError).message}. Correct the file.`,
    )
  }
  const parsed = PriorFile.safeParse(data)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.flatMap((issue) => linesOf(issue, issue.path))
  throw new NagumoError('PRIOR_INVALID', `The prior ${name} is not valid:${issues.join('')}`)
}

/** An issue as lines of text. For a constant, a number or a distribution, the issue as the latter. */
function linesOf(issue: core.$ZodIssue, path: PropertyKey[]): string[] {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const last = issue.errors[issue.errors.length - 1]
    return last.flatMap((inner) => linesOf(inner, [...path, ...inner.path]))
  }
  return [`\n  ${path.join('.') || 'the file'}: ${issue.message}`]
}

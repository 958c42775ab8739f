import { readFile } from 'node:fs/promises'
import { NagumoError } from '../contract/errors.ts'
import { PriorFile } from '../contract/models.ts'

/**
 * A prior from a JSON file.
 * @throws NagumoError FILE_NOT_FOUND, PRIOR_INVALID with every place that is not as expected
 */
export async function readPrior(path: string): Promise<PriorFile> {
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
  const issues = parsed.error.issues.map(
    (issue) => `\n  ${issue.path.join('.') || 'the file'}: ${issue.message}`,
  )
  throw new NagumoError('PRIOR_INVALID', `The prior ${path} is not as expected:${issues.join('')}`)
}

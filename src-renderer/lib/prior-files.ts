import { NagumoError } from '../../src-main/contract/errors.ts'
import { priorEntries } from '../../src-main/model/composition/prior-entries.ts'
import { priorProblems } from '../../src-main/model/composition/prior-problems.ts'
import { saveText } from './download.ts'
import type { PriorFile } from './types.ts'

/**
 * Parses a prior file. Invalid values are accepted, since they can be corrected in their fields; content without a
 * field is not.
 * @throws NagumoError PRIOR_INVALID
 */
export async function readPriorFile(file: File): Promise<PriorFile> {
  const parsePrior = await loadPriorReader()
  const prior = parsePrior(await file.text(), file.name)
  const known = priorEntries(prior).map(({ description }) => description.name)
  const stray = priorProblems(prior).find(({ parameter }) => parameter !== null && !known.includes(parameter))
  if (stray) throw new NagumoError('PRIOR_INVALID', stray.text)
  return prior
}

/** Loads the parser of prior files, with its validator, lazily; once. */
export async function loadPriorReader() {
  const { config } = await import('zod')
  // By default it generates code at run time, which the content security policy forbids.
  config({ jitless: true })
  const { parsePrior } = await import('../../src-main/model/prior/parse-prior.ts')
  return parsePrior
}

/** Downloads a prior as a file, which the command line accepts too. */
export function savePriorFile(prior: PriorFile): void {
  const name = prior.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  saveText(`${name || 'prior'}.json`, 'application/json', `${JSON.stringify(prior, null, 2)}\n`)
}

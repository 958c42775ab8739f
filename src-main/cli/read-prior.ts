import { readFile } from 'node:fs/promises'
import { NagumoError } from '../contract/errors.ts'
import type { PriorFile } from '../contract/priors.ts'
import { slug } from '../library/ids.ts'
import { examinePrior, refuseHopeless } from '../model/composition/examine-prior.ts'
import { createPrior } from '../model/composition/prior.ts'
import { parsePrior } from '../model/prior/parse-prior.ts'
import { presets } from '../model/prior/presets.ts'
import { createRandom } from '../model/random.ts'

/**
 * A prior from a JSON file, checked on draws from it, or a preset by name. Warnings are printed.
 * @throws NagumoError FILE_NOT_FOUND, PRIOR_INVALID with every invalid field, or why it can't work
 */
export async function readPrior(path: string, say: (line: string) => void): Promise<PriorFile> {
  const preset = presets.find(({ name }) => presetName(name) === presetName(path))
  if (preset) return preset
  const text = await readFile(path, 'utf8').catch(() => {
    throw new NagumoError(
      'FILE_NOT_FOUND',
      `The prior ${path} can’t be opened. Check its path, or give the name of a preset: ${presets.map(({ name }) => presetName(name)).join(', ')}.`,
    )
  })
  const file = parsePrior(text, path)
  const { problems } = examinePrior(createPrior(file), createRandom(0))
  refuseHopeless(path, problems)
  for (const { text } of problems) say(`The prior ${path}: ${text}`)
  return file
}

/** A preset's name as typed. */
export function presetName(name: string): string {
  return slug(name).toLowerCase()
}

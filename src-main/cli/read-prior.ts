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
 * A prior from a JSON file, tried on draws of it, or a preset by its name. What is only doubtful is said.
 * @throws NagumoError FILE_NOT_FOUND, PRIOR_INVALID with every place that is not as expected, and why it can't work
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

/** A preset's name as it is typed. */
export function presetName(name: string): string {
  return slug(name).toLowerCase()
}

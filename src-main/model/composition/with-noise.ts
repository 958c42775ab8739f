import type { Distribution, PriorFile } from '../../contract/priors.ts'
import type { NoiseModel } from '../noise-model.ts'
import { noiseModels } from '../noise-models.ts'
import { compositionProblems } from './composition-problems.ts'
import { partsOf } from './parts.ts'

/** What a correlation is taken for where the prior says nothing of it. */
const anyCorrelation: Distribution = { kind: 'uniform', lower: -0.2, upper: 0.95 }

/**
 * The same prior with another noise. What it says of parameters that mean the same in both stays; others begin as that
 * noise usually has them. The prior itself where it has this noise already.
 * @throws NagumoError PRIOR_INVALID for a noise that nobody knows
 */
export function withNoise(file: PriorFile, kind: string): PriorFile {
  const own = partsOf(file).noise
  if (own.kind === kind) return file
  const noise = partsOf({ ...file, noise: { kind } }).noise
  const names = own.parameters.map(({ name }) => name)
  // Told for other samples, the same name is another quantity, but for the strength.
  const alike = own.ofComparedSamples === noise.ofComparedSamples
  const kept = Object.entries(file.parameters).filter(([name]) => !names.includes(name))
  const ofNoise = noise.parameters.map(({ name }): [string, Distribution] => [
    name,
    (alike || name === 'sigma' ? file.parameters[name] : undefined) ?? noise.usual?.[name] ?? anyCorrelation,
  ])
  return {
    ...file,
    version: 3,
    noise: { kind },
    parameters: Object.fromEntries([...kept, ...ofNoise]),
  }
}

/** Noises with a likelihood that the data of a prior may have, its own first. */
export function noisesFor(file: PriorFile): NoiseModel[] {
  const parts = partsOf(file)
  const suits = (noise: NoiseModel): boolean =>
    noise.hasLikelihood && compositionProblems({ ...parts, noise }).length === 0
  return [parts.noise, ...noiseModels.all().filter((noise) => noise !== parts.noise)].filter(suits)
}

import type { Distribution, PriorFile } from '../../contract/priors.ts'
import type { NoiseModel } from '../noise-model.ts'
import { noiseModels } from '../noise-models.ts'
import { compositionProblems } from './composition-problems.ts'
import { partsOf } from './parts.ts'

/** Default prior of a correlation. */
const anyCorrelation: Distribution = { kind: 'uniform', lower: -0.2, upper: 0.95 }

/**
 * The same prior with another noise model. Priors of parameters with the same meaning in both are kept; others take the
 * defaults of that noise. The prior itself where it has this noise already.
 * @throws NagumoError PRIOR_INVALID for an unknown noise
 */
export function withNoise(file: PriorFile, kind: string): PriorFile {
  const own = partsOf(file).noise
  if (own.kind === kind) return file
  const noise = partsOf({ ...file, noise: { kind } }).noise
  const names = own.parameters.map(({ name }) => name)
  // Where they refer to different samples, parameters of the same name differ in meaning, except the strength.
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

/** Noise models with a likelihood that suit the data of a prior, its own first. */
export function noisesFor(file: PriorFile): NoiseModel[] {
  const parts = partsOf(file)
  const suits = (noise: NoiseModel): boolean =>
    noise.hasLikelihood && compositionProblems({ ...parts, noise }).length === 0
  return [parts.noise, ...noiseModels.all().filter((noise) => noise !== parts.noise)].filter(suits)
}

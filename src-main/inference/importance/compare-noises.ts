import { NagumoError } from '../../contract/errors.ts'

/** Bayes factors above this are strong evidence (Kass & Raftery 1995); below, the comparison is undecided. */
export const strongFactor = 20

/** The log evidence of one recording under one noise model. */
export interface NoiseEvidence {
  kind: string
  /** log ∫ p(d|m) p(m) dm, of the same data and with the same prior on all but the noise. */
  logEvidence: number
}

export interface NoiseComparison {
  /** The noise model with the largest evidence, where it is strong against every other; null where undecided. */
  favoured: string | null
  /** The noise model with the largest evidence, decided or not. */
  best: string
  /** Bayes factor of `best` against the second best; Infinity where only one explains the data. */
  factor: number
  /** Noise models over which `best` is not strongly favoured, `best` first. */
  notExcluded: readonly string[]
  /** Log Bayes factor of each noise model against the best one, ≤ 0; in the order given. */
  logFactors: readonly number[]
  /** Posterior probability of each noise model under equal prior probabilities; in the order given. */
  probabilities: readonly number[]
}

/**
 * Compares noise models by Bayes factors: ratios of the evidence estimated by the sampler. A model that contains
 * another one (white + AR(1) contains both of its parts) is penalized for parameters that the data don't need, so
 * that the simpler one is favoured if the recording is long enough.
 * @throws NagumoError USAGE with fewer than two noise models, or where none has a finite evidence
 */
export function compareNoises(found: readonly NoiseEvidence[]): NoiseComparison {
  const logs = found.map(({ logEvidence }) =>
    Number.isNaN(logEvidence) ? Number.NEGATIVE_INFINITY : logEvidence,
  )
  const most = Math.max(...logs)
  if (found.length < 2 || !Number.isFinite(most)) {
    throw new NagumoError(
      'USAGE',
      `Noises are compared by the evidence of at least two posteriors; found ${found.length}${found.length > 1 ? ', none with a finite evidence' : ''}. Estimate the recording with another kind of noise as well.`,
    )
  }
  const order = logs.map((_, i) => i).sort((a, b) => logs[b] - logs[a])
  const logFactors = logs.map((log) => log - most)
  const total = logFactors.reduce((sum, log) => sum + Math.exp(log), 0)
  const notExcluded = order.filter((i) => logFactors[i] > -Math.log(strongFactor))
  return {
    favoured: notExcluded.length === 1 ? found[order[0]].kind : null,
    best: found[order[0]].kind,
    factor: Math.exp(-logFactors[order[1]]),
    notExcluded: notExcluded.map((i) => found[i].kind),
    logFactors,
    probabilities: logFactors.map((log) => Math.exp(log) / total),
  }
}

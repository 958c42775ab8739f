import { NagumoError } from '../../contract/errors.ts'

/** Bayes factors above this are strong evidence (Kass & Raftery 1995); below it nothing is decided. */
export const strongFactor = 20

/** The posterior of one recording with one kind of noise. */
export interface NoiseEvidence {
  kind: string
  /** log ∫ p(d|m) p(m) dm, of the same data and with the same prior on all but the noise. */
  logEvidence: number
}

export interface NoiseComparison {
  /** The kind with the most evidence, where it is strong against each other one; null where it is undecided. */
  favoured: string | null
  /** The kind with the most evidence, decided or not. */
  best: string
  /** How many times more probable the data are under `best` than under the next best; Infinity where only one explains them. */
  factor: number
  /** Kinds that `best` is not strongly preferred to, itself first. */
  notExcluded: readonly string[]
  /** Of each kind, log of the Bayes factor against the best one, ≤ 0; in the order given. */
  logFactors: readonly number[]
  /** Probability of each kind if all were believed in alike; in the order given. */
  probabilities: readonly number[]
}

/**
 * Which kind of noise a recording has, by Bayes factors: ratios of the evidence that the sampler leaves for each. A noise
 * that has another within it (white + AR(1) has both of its parts) pays for its freedom where that is not needed, so that
 * the simpler one is favoured then, if the recording is long enough to tell.
 * @throws NagumoError USAGE with less than two kinds, or where none has any evidence
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

import { logMeanExp, normalize } from '../../inference/importance/weights.ts'
import { type Mixture, mixtureLogDensity } from '../../inference/mixture.ts'
import {
  marginalMixture,
  mixtureMoments,
  recalibrate,
  type StretchAndShift,
} from '../../inference/network/recalibration.ts'

/** A network's posterior, a mixture of Gaussians, with its true parameters. */
export interface Judged {
  mixture: Mixture
  /** In unbounded coordinates. */
  truth: Float64Array
}

/** Steps of the fit; it converges long before. */
const steps = 60
/** Minimum gain in log density per trace: that of correcting a standard deviation off by 7 %. */
const worthwhile = 0.005
/** Minimum gain in standard errors. */
const clearly = 3

/**
 * Maximum-likelihood stretch and shift, for each coordinate separately: a fit to the joint density would compensate a
 * joint posterior that is too wide by intervals that are too narrow.
 */
export function fitRecalibration(judged: readonly Judged[]): StretchAndShift {
  const found = marginalsOf(judged).map(fitOne)
  return { stretch: found.map(({ stretch }) => stretch), shift: found.map(({ shift }) => shift) }
}

/**
 * The part of a recalibration that helps on posteriors it was not fitted to: coordinates without a significant gain
 * are left unchanged. Null where none gains, or the joint density loses.
 */
export function keepWhatHelps(
  judged: readonly Judged[],
  found: StretchAndShift,
): (StretchAndShift & { gain: number }) | null {
  const helps = marginalsOf(judged).map((own, j) => {
    const { mean, error } = gainOf(own, { stretch: [found.stretch[j]], shift: [found.shift[j]] })
    return mean >= worthwhile && mean >= clearly * error
  })
  const kept = {
    stretch: found.stretch.map((stretch, j) => (helps[j] ? stretch : 1)),
    shift: found.shift.map((shift, j) => (helps[j] ? shift : 0)),
  }
  if (!helps.includes(true)) return null
  const gain = gainOf(judged, kept).mean
  return gain > 0 ? { ...kept, gain } : null
}

/** Mean gain in log density per trace by a recalibration, with its standard error. */
function gainOf(judged: readonly Judged[], found: StretchAndShift): { mean: number; error: number } {
  const n = judged.length
  const out = new Float64Array(1)
  const density = (mixture: Mixture, truth: Float64Array): number => {
    mixtureLogDensity(mixture, truth, 1, out)
    return out[0]
  }
  const gains = judged.map(
    ({ mixture, truth }) => density(recalibrate(mixture, found), truth) - density(mixture, truth),
  )
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / n
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (n - 1)
  return { mean, error: Math.sqrt(variance / n) }
}

/** The marginal posteriors and truths of each coordinate. */
function marginalsOf(judged: readonly Judged[]): Judged[][] {
  return Array.from(judged[0].truth, (_, j) =>
    judged.map(({ mixture, truth }) => ({
      mixture: marginalMixture(mixture, j),
      truth: truth.subarray(j, j + 1),
    })),
  )
}

/**
 * Fits one coordinate by the BHHH algorithm (Berndt, Hall, Hall & Hausman 1974): the gradient over the sum of the
 * squared per-trace gradients, with steps halved until the likelihood increases.
 */
function fitOne(judged: readonly Judged[]): { stretch: number; shift: number } {
  const posteriors = judged.map(({ mixture, truth }) => {
    const { mean, sd } = mixtureMoments(mixture)
    return { mixture, truth: truth[0], mean: mean[0], sd: sd[0] }
  })
  let at = { log: 0, shift: 0 }
  let here = likelihoodAt(posteriors, at)
  for (let step = 0; step < steps; step++) {
    const [a, b, c] = here.squares
    const [g, h] = here.gradient
    const determinant = a * c - b * b
    const direction = [(c * g - b * h) / determinant, (a * h - b * g) / determinant]
    if (!direction.every(Number.isFinite)) break
    const [log, shift] = direction.map((d) => Math.max(-1, Math.min(1, d)))
    let [next, there] = [at, here]
    for (let size = 1; size > 1e-3 && !(there.total > here.total); size /= 2) {
      next = { log: at.log + size * log, shift: at.shift + size * shift }
      there = likelihoodAt(posteriors, next)
    }
    if (!(there.total > here.total)) break
    const done = there.total - here.total < 1e-7 * judged.length
    ;[at, here] = [next, there]
    if (done) break
  }
  return { stretch: Math.exp(at.log), shift: at.shift }
}

/**
 * Log likelihood up to a constant, its gradient in log stretch and shift, and the sum of the squared per-trace
 * gradients.
 */
function likelihoodAt(
  posteriors: readonly { mixture: Mixture; truth: number; mean: number; sd: number }[],
  { log, shift }: { log: number; shift: number },
) {
  const stretch = Math.exp(log)
  const gradient = [0, 0]
  const squares = [0, 0, 0]
  let total = 0
  for (const { mixture, truth, mean, sd } of posteriors) {
    const z = mean + (truth - mean - shift * sd) / stretch
    const { logDensity, slope } = densityAndSlope(mixture, z)
    total += logDensity - log
    const g = -slope * (z - mean) - 1
    const h = (-slope * sd) / stretch
    gradient[0] += g
    gradient[1] += h
    squares[0] += g * g
    squares[1] += g * h
    squares[2] += h * h
  }
  return { total, gradient, squares }
}

/** Log density of a univariate mixture of Gaussians at z, up to a constant, and its slope there. */
function densityAndSlope({ weights, means, factors }: Mixture, z: number) {
  const y = factors.map((a, k) => a * (z - means[k]))
  const terms = weights.map((w, k) => Math.log(w) + Math.log(factors[k]) - 0.5 * y[k] * y[k])
  const slope = normalize(terms).reduce((sum, share, k) => sum - share * y[k] * factors[k], 0)
  return { logDensity: logMeanExp(terms), slope }
}

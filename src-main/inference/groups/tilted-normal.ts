import type { TiltedGrid } from './tilted-grid.ts'

/** A normal, in the units of the grid. */
export interface Normal1 {
  mean: number
  sd: number
}

const [mostSteps, smallEnough] = [60, 1e-9]

interface Tilt {
  logNorm: number
  first: number
  second: number
  /** Covariance of t and t². */
  tt: number
  tq: number
  qq: number
}

/**
 * The normal likelihood whose product with the prior is closest to the draws (minimum Kullback–Leibler divergence):
 * the product has their mean and variance within the prior's limits. So a posterior truncated by the prior is not
 * mistaken for a narrower likelihood. By Newton's method with step halving on a concave function.
 * @param widest upper limit of the likelihood's sd
 */
export function fitTiltedNormal(grid: TiltedGrid, widest: number): Normal1 {
  const { t, share } = grid
  let [mean1, mean2] = [0, 0]
  for (let i = 0; i < t.length; i++) {
    mean1 += share[i] * t[i]
    mean2 += share[i] * t[i] * t[i]
  }
  const most = -0.5 / widest ** 2
  let [a, b] = [0, Math.min(-0.5, most)]
  let tilt = tiltOf(grid, a, b)
  for (let step = 0; step < mostSteps; step++) {
    const [g1, g2] = [mean1 - tilt.first, mean2 - tilt.second]
    const determinant = tilt.tt * tilt.qq - tilt.tq ** 2
    let [da, db] = [(tilt.qq * g1 - tilt.tq * g2) / determinant, (tilt.tt * g2 - tilt.tq * g1) / determinant]
    if (!(determinant > 0) || (b >= most && db > 0)) [da, db] = [g1 / tilt.tt, 0]
    const before = a * mean1 + b * mean2 - tilt.logNorm
    let [size, gain] = [1, Number.NEGATIVE_INFINITY]
    let next = tilt
    let [na, nb] = [a, b]
    for (let halvings = 0; halvings < 30 && !(gain >= 0); halvings++, size /= 2) {
      na = a + size * da
      nb = Math.min(b + size * db, most)
      next = tiltOf(grid, na, nb)
      gain = na * mean1 + nb * mean2 - next.logNorm - before
    }
    if (!(gain >= 0)) break
    a = na
    b = nb
    tilt = next
    if (gain < smallEnough) break
  }
  const sd = Math.sqrt(-0.5 / b)
  return { mean: a * sd * sd, sd }
}

/** Moments of the prior times exp(a t + b t²). */
function tiltOf({ t, logPrior }: TiltedGrid, a: number, b: number): Tilt {
  let top = Number.NEGATIVE_INFINITY
  for (let i = 0; i < t.length; i++) top = Math.max(top, logPrior[i] + a * t[i] + b * t[i] * t[i])
  let [norm, m1, m2, m3, m4] = [0, 0, 0, 0, 0]
  for (let i = 0; i < t.length; i++) {
    const x = t[i]
    const w = Math.exp(logPrior[i] + a * x + b * x * x - top)
    norm += w
    m1 += w * x
    m2 += w * x * x
    m3 += w * x * x * x
    m4 += w * x * x * x * x
  }
  const [first, second, third, fourth] = [m1 / norm, m2 / norm, m3 / norm, m4 / norm]
  return {
    logNorm: top + Math.log(norm),
    first,
    second,
    tt: second - first * first,
    tq: third - first * second,
    qq: fourth - second * second,
  }
}

import type { Random } from '../../model/random.ts'

/**
 * The accumulated normal density of a level and a difference: precision, precision × mean, and the terms of its
 * weight.
 */
export interface NormalPair {
  /** Precision of the level, of both, of the difference. */
  ll: number
  ld: number
  dd: number
  level: number
  difference: number
  /** Sum of squares over variances, and of the logarithms of the variances. */
  squares: number
  logs: number
}

/** Independent normals of the level and of the difference, about 0. */
export function normalPair(levelVariance: number, differenceVariance: number): NormalPair {
  const logs = Math.log(levelVariance) + Math.log(differenceVariance)
  return {
    ll: 1 / levelVariance,
    ld: 0,
    dd: 1 / differenceVariance,
    level: 0,
    difference: 0,
    squares: 0,
    logs,
  }
}

/**
 * Adds a measured level and difference.
 * @param covariance of the measurement: variance of the level, covariance, variance of the difference
 * @param determinant of it, passed in so that no digits are lost
 */
export function addPair(
  sum: NormalPair,
  [level, difference]: readonly [number, number],
  [ll, ld, dd]: readonly [number, number, number],
  determinant: number,
): void {
  const [a, b, c] = [dd / determinant, -ld / determinant, ll / determinant]
  sum.ll += a
  sum.ld += b
  sum.dd += c
  const [toLevel, toDifference] = [a * level + b * difference, b * level + c * difference]
  sum.level += toLevel
  sum.difference += toDifference
  sum.squares += toLevel * level + toDifference * difference
  sum.logs += Math.log(determinant)
}

/** Adds a measured value of level + share × difference. */
export function addValue(sum: NormalPair, value: number, share: number, variance: number): void {
  sum.ll += 1 / variance
  sum.ld += share / variance
  sum.dd += (share * share) / variance
  sum.level += value / variance
  sum.difference += (share * value) / variance
  sum.squares += (value * value) / variance
  sum.logs += Math.log(variance)
}

const determinantOf = ({ ll, ld, dd }: NormalPair): number => ll * dd - ld * ld

function meanOf(sum: NormalPair): [number, number] {
  const { ll, ld, dd, level, difference } = sum
  const determinant = determinantOf(sum)
  return [(dd * level - ld * difference) / determinant, (ll * difference - ld * level) / determinant]
}

/** Log marginal likelihood of the measurements, level and difference integrated out, up to a constant. */
export function logWeight(sum: NormalPair): number {
  const [level, difference] = meanOf(sum)
  const explained = sum.level * level + sum.difference * difference
  return -0.5 * (sum.logs + Math.log(determinantOf(sum)) + sum.squares - explained)
}

/** Draws a level and a difference from their normal. */
export function drawNormalPair(sum: NormalPair, random: Random): [number, number] {
  const [level, difference] = meanOf(sum)
  const off = Math.sqrt(sum.ll / determinantOf(sum)) * random.normal()
  return [level - (sum.ld / sum.ll) * off + random.normal() / Math.sqrt(sum.ll), difference + off]
}

import { plain } from '../../contract/quantities.ts'
import { inverseOfSymmetric, solveSymmetric } from '../statistics/solve-symmetric.ts'
import { studentQuantile } from '../statistics/student-quantile.ts'
import { type Answer, amplitudes } from './answer.ts'
import { fewestSweeps, type OverSweeps, slopeOverSweeps } from './over-sweeps.ts'
import type { MeasuredSweep } from './sweep-features.ts'

/** Input resistance at rest uses steps that change the voltage by at most this, mV. */
const nearRest = 15
/** Beyond this relative difference from the resistance at rest, a straight line is inadequate. */
const mostBend = 0.1
/** Steps are one-sided where the voltage changes on the other side of rest are smaller than this share. */
const oneSided = 0.1

/** A silent sweep: its step, pA, and the voltage change at its end, mV. */
interface Point {
  amplitude: number
  change: number
}

/**
 * Slope of the voltage change at the end of the step, MΩ, from silent sweeps below the first step with spikes (above
 * it, silence is depolarization block); near rest where enough. The note says where the relation is not linear.
 */
export function inputResistance(sweeps: readonly MeasuredSweep[]): Answer {
  const [first = Number.POSITIVE_INFINITY] = amplitudes(sweeps, true)
  const all = sweeps.flatMap(({ features: { amplitude, rest, steady } }) =>
    rest === null || steady === null || amplitude >= first
      ? []
      : [{ amplitude, change: steady - rest, steady }],
  )
  const near = all.filter(({ change }) => Math.abs(change) <= nearRest)
  const points = slopeOf(near) ? near : all
  const found = slopeOf(points)
  if (!found) {
    return {
      why: `It takes ${fewestSweeps} sweeps without spikes and at different currents; there are ${all.length}`,
    }
  }
  const steady = points.map((point) => point.steady)
  const range = `Of ${points.length} sweeps, from ${plain(Math.min(...steady), 3)} to ${plain(Math.max(...steady), 3)} mV`
  // mV/pA is GΩ.
  const scaled = (x: number): number => 1000 * x
  const interval = found.interval && { from: scaled(found.interval.from), to: scaled(found.interval.to) }
  return { value: scaled(found.value), interval, note: `${range}${bend(points, found.value)}` }
}

function slopeOf(points: readonly Point[]): OverSweeps | null {
  return slopeOverSweeps(
    points.map(({ amplitude }) => amplitude),
    points.map(({ change }) => change),
  )
}

/** That the I–V relation is curved, and what that means for the resistance at rest; else empty. */
function bend(points: readonly Point[], slope: number): string {
  const changes = points.map(({ change }) => change)
  const [low, high] = [Math.min(...changes), Math.max(...changes)]
  const side = high < -oneSided * low ? 'below' : -low < oneSided * high ? 'above' : null
  const beyond = side ? `; all of them ${side} rest, and at rest it may differ` : ''
  const curve = curveOf(points)
  if (!curve || curve.z < studentQuantile(curve.freedom) || Math.abs(curve.slope / slope - 1) < mostBend)
    return beyond
  return `; it changes with the voltage: a curve through the sweeps has ${plain(1000 * curve.slope, 3)} MΩ at rest${beyond}`
}

/**
 * Least-squares parabola: its slope at 0 pA, and the z of its curvature, with its degrees of freedom. Null for fewer
 * than four currents.
 */
function curveOf(points: readonly Point[]): { slope: number; z: number; freedom: number } | null {
  if (new Set(points.map(({ amplitude }) => amplitude)).size < 4) return null
  const scale = Math.max(...points.map(({ amplitude }) => Math.abs(amplitude)))
  const rows = points.map(({ amplitude, change }) => {
    const u = amplitude / scale
    return { powers: [1, u, u * u], change }
  })
  const sums = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((sum, row) => sum + of(row), 0)
  const three = [0, 1, 2]
  const normal = Float64Array.from(
    three.flatMap((i) => three.map((j) => sums(({ powers }) => powers[i] * powers[j]))),
  )
  const right = Float64Array.from(three, (i) => sums(({ powers, change }) => powers[i] * change))
  const [a, b, c] = solveSymmetric(normal, right)
  const squares = sums(({ powers: [, u, uu], change }) => (change - a - b * u - c * uu) ** 2)
  const freedom = rows.length - 3
  const error = Math.sqrt((squares / freedom) * inverseOfSymmetric(normal, 3)[8])
  return { slope: b / scale, z: Math.abs(c) / Math.max(error, 1e-12), freedom }
}

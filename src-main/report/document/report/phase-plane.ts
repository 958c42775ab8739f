import type { Report } from '../../../contract/reports.ts'
import type { PhasePlane } from '../../../figures/charts/nullclines-chart.ts'
import type { Point } from '../../../figures/scale/thin.ts'

/** FitzHugh–Nagumo’s values, as in `dynamics/fitzhugh-nagumo/`, by their names in reports. */
interface Values {
  theta0: number
  theta1: number
  gamma: number
  zeta: number
}

const names = ['theta0', 'theta1', 'gamma', 'zeta'] as const

/** Model time of a step, of the transient, and of what is drawn. */
const [dt, settling, shown] = [0.05, 120, 40]
/** Orbits of draws, beside that of the medians. */
const mostOrbits = 24
/** A smaller range of u means rest. */
const leastSwing = 0.2

/**
 * The phase plane of a FitzHugh–Nagumo posterior without injected current: nullclines, and orbits after the transient,
 * at the posterior medians and for some draws, by fourth-order Runge–Kutta.
 * @returns null of other neurons, under a protocol, and where a value is not in the report
 */
export function phasePlaneOf(report: Report): PhasePlane | null {
  const { forward, parameters, assumed = [], draws } = report
  if (forward?.neuron.id !== 'fitzhugh-nagumo' || forward.protocol.kind !== 'none') return null
  const places = names.map((name) => parameters.findIndex((one) => one.name === name))
  const given = names.map((name) => assumed.find((one) => one.name === name)?.value)
  if (names.some((_, i) => places[i] < 0 && given[i] === undefined)) return null
  const valuesOf = (pick: (place: number) => number): Values => {
    const [theta0, theta1, gamma, zeta] = names.map((_, i) =>
      places[i] < 0 ? (given[i] ?? Number.NaN) : pick(places[i]),
    )
    return { theta0, theta1, gamma, zeta }
  }
  const medians = valuesOf((place) => parameters[place].posterior.q50)
  const orbit = orbitOf(medians)
  if (orbit.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) return null
  const every = Math.max(1, Math.floor(draws.length / mostOrbits))
  const orbits = draws
    .filter((_, i) => i % every === 0)
    .slice(0, mostOrbits)
    .map((row) => orbitOf(valuesOf((place) => row[place])))
    .filter((one) => one.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)))
  const { theta0, theta1, zeta } = medians
  return {
    orbits,
    orbit,
    cycles: swing(orbit) >= leastSwing,
    nullclines: { u: (u) => u ** 3 / 3 - u - zeta, v: (u) => (theta0 - u) / theta1 },
    rest: restOf(medians),
  }
}

/** The solution after the transient; all of it where it comes to rest. */
function orbitOf(values: Values): Point[] {
  const points: Point[] = [{ x: 0, y: 0 }]
  for (let i = 1; i * dt <= settling + shown; i++) points.push(step(points[i - 1], values))
  const last = points.slice(-Math.round(shown / dt))
  return swing(last) >= leastSwing ? last : points
}

function swing(points: readonly Point[]): number {
  const u = points.map(({ x }) => x)
  return u.reduce((a, b) => Math.max(a, b)) - u.reduce((a, b) => Math.min(a, b))
}

function step(at: Point, values: Values): Point {
  const k1 = slope(at, values)
  const k2 = slope(moved(at, k1, dt / 2), values)
  const k3 = slope(moved(at, k2, dt / 2), values)
  const k4 = slope(moved(at, k3, dt), values)
  return {
    x: at.x + (dt / 6) * (k1.x + 2 * k2.x + 2 * k3.x + k4.x),
    y: at.y + (dt / 6) * (k1.y + 2 * k2.y + 2 * k3.y + k4.y),
  }
}

/** du/dt = γ (u − u³/3 + v + ζ), dv/dt = −(u − θ₀ + θ₁ v)/γ. */
function slope({ x: u, y: v }: Point, { theta0, theta1, gamma, zeta }: Values): Point {
  return { x: gamma * (u - u ** 3 / 3 + v + zeta), y: -(u - theta0 + theta1 * v) / gamma }
}

function moved({ x, y }: Point, by: Point, h: number): Point {
  return { x: x + h * by.x, y: y + h * by.y }
}

/** The fixed point, by bisection; null where the nullclines cross more than once, or not between −3 and 3. */
function restOf({ theta0, theta1, zeta }: Values): Point | null {
  const v = (u: number): number => u ** 3 / 3 - u - zeta
  const f = (u: number): number => u - theta0 + theta1 * v(u)
  const grid = Array.from({ length: 601 }, (_, i) => -3 + i * 0.01)
  const crossings = grid.slice(1).filter((u, i) => Math.sign(f(u)) !== Math.sign(f(grid[i])))
  if (crossings.length !== 1) return null
  let [low, high] = [crossings[0] - 0.01, crossings[0]]
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2
    if (Math.sign(f(middle)) === Math.sign(f(low))) low = middle
    else high = middle
  }
  return { x: low, y: v(low) }
}

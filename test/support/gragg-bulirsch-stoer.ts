/**
 * An independent solver of high accuracy to hold the program's own against: Gragg's modified midpoint rule with
 * Bulirsch and Stoer's extrapolation (Hairer, Nørsett & Wanner, Solving ODEs I, II.9), with step control.
 */
export type RightHandSide = (y: readonly number[]) => number[]

const divisions = [2, 4, 6, 8, 10, 12, 14, 16, 18]

/** y at t = 0, dt, …, (points−1) dt. @param tolerance of the error of one step, absolute */
export function solveExactly(
  f: RightHandSide,
  start: readonly number[],
  dt: number,
  points: number,
  tolerance = 1e-11,
): number[][] {
  const result = [start.slice()]
  let y = start.slice()
  let h = dt
  for (let i = 1; i < points; i++) {
    let t = 0
    while (t < dt) {
      const step = Math.min(h, dt - t)
      const next = extrapolatedStep(f, y, step, tolerance)
      if (!next) {
        h = step / 2
        continue
      }
      t = step === dt - t ? dt : t + step
      y = next
      h = Math.min(dt, 2 * step)
    }
    result.push(y)
  }
  return result
}

/** One step of length h; null where the extrapolation does not settle within the tolerance. */
function extrapolatedStep(
  f: RightHandSide,
  y: readonly number[],
  h: number,
  tolerance: number,
): number[] | null {
  let row: number[][] = []
  for (let j = 0; j < divisions.length; j++) {
    const next = [midpoint(f, y, h, divisions[j])]
    for (let k = 1; k <= j; k++) {
      const ratio = (divisions[j] / divisions[j - k]) ** 2
      next.push(next[k - 1].map((v, c) => v + (v - row[k - 1][c]) / (ratio - 1)))
    }
    if (j >= 3 && next[j].every((v, c) => Math.abs(v - next[j - 1][c]) < tolerance)) return next[j]
    row = next
  }
  return null
}

/** Gragg's rule with n sub-steps and his smoothing; its error has even powers of h only. */
function midpoint(f: RightHandSide, y: readonly number[], h: number, n: number): number[] {
  const s = h / n
  const slope = f(y)
  let before = y.slice()
  let now = y.map((v, c) => v + s * slope[c])
  for (let i = 1; i < n; i++) {
    const k = f(now)
    const next = before.map((v, c) => v + 2 * s * k[c])
    before = now
    now = next
  }
  const k = f(now)
  return now.map((v, c) => 0.5 * (v + before[c] + s * k[c]))
}

/** u of FitzHugh–Nagumo, the equations as in Rudi, Bessac & Lenzi 2022, from the initial state (u0, v0). */
export function exactFitzHughNagumo(
  theta: { theta0: number; theta1: number },
  constants: { gamma: number; zeta: number; u0: number; v0: number },
  grid: { dt: number; points: number },
): Float64Array {
  const { theta0, theta1 } = theta
  const { gamma, zeta, u0, v0 } = constants
  const f: RightHandSide = ([u, v]) => [
    gamma * (u - u ** 3 / 3 + v + zeta),
    (-1 / gamma) * (u - theta0 + theta1 * v),
  ]
  return Float64Array.from(solveExactly(f, [u0, v0], grid.dt, grid.points), ([u]) => u)
}

/** A change of a series' level. */
export interface LevelChange {
  /** In the unit of the series: after less before, or end less start. */
  size: number
  /** Sum of squares of the whitened series that it explains, beyond a constant. */
  explained: number
  /** Size in standard errors. */
  z: number
}

/** A step, and its first sample. */
export type Step = LevelChange & { at: number }

/** Near the ends a step and a few outliers look alike. */
const margin = 0.05

/**
 * Linear drift of a series with AR(1) noise, by generalized least squares: series and line are whitened by ρ first.
 * Samples without a neighbour (NaN) are left out.
 */
export function fitDrift(x: ArrayLike<number>, rho: number): LevelChange {
  return createFit(x, rho)((i) => i / (x.length - 1))
}

/** The step that explains most of a series with AR(1) noise, likewise. */
export function fitStep(x: ArrayLike<number>, rho: number): Step {
  const n = x.length
  const explain = createFit(x, rho)
  let best: Step = { size: 0, explained: 0, z: 0, at: 0 }
  for (let at = Math.ceil(margin * n); at <= (1 - margin) * n; at++) {
    const found = explain((i) => (i >= at ? 1 : 0))
    if (found.explained > best.explained) best = { ...found, at }
  }
  return best
}

function createFit(x: ArrayLike<number>, rho: number): (regressor: (i: number) => number) => LevelChange {
  const y: number[] = []
  const places: number[] = []
  for (let i = 1; i < x.length; i++) {
    const v = x[i] - rho * x[i - 1]
    if (Number.isNaN(v)) continue
    y.push(v)
    places.push(i)
  }
  const n = y.length
  const mean = y.reduce((s, v) => s + v, 0) / n
  const total = y.reduce((s, v) => s + (v - mean) ** 2, 0)
  return (regressor) => {
    let [sum, squares, cross] = [0, 0, 0]
    for (let k = 0; k < n; k++) {
      const r = regressor(places[k]) - rho * regressor(places[k] - 1)
      sum += r
      squares += r * r
      cross += r * (y[k] - mean)
    }
    const spread = squares - (sum * sum) / n
    if (!(spread > 1e-12)) return { size: 0, explained: 0, z: 0 }
    const explained = (cross * cross) / spread
    const rest = Math.max(total - explained, Number.MIN_VALUE) / Math.max(1, n - 2)
    return { size: cross / spread, explained, z: Math.sqrt(explained / rest) }
  }
}

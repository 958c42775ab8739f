import type { ParameterDescription } from '../contract/common.ts'
import type { Prior } from '../model/prior/prior.ts'
import type { CycleReading } from './cycle/cycle-reading.ts'

/**
 * Where networks propose and samplers walk: coordinates without limits. Of most models they are those of the prior, one
 * for each parameter. Of a recording whose scales are unknown offset and gain are not among them, being integrated out
 * exactly, and instead of τ there is the logarithm of the observed period τ·P(θ), which the trace shows to a thousandth
 * where θ and τ alone are known to tenths; the phase is that at the middle of the trace.
 */
export interface Coordinates {
  dimension: number
  /** What the coordinates are of, one each. */
  quantities: readonly ParameterDescription[]
  /**
   * Coordinates of known parameters values[from …), to out[to …).
   * @param reading of the trace, where the model needs one: a phase is told as the one nearest to it
   */
  of(
    values: ArrayLike<number>,
    from: number,
    reading: CycleReading | null,
    out: Float64Array,
    to: number,
  ): void
  /** The quantities at z[from …), each a rising function of its coordinate, to out[to …). */
  quantitiesAt(z: ArrayLike<number>, from: number, out: Float64Array, to: number): void
  /** Where a trace itself says that the coordinates lie, and on which scale they are worth telling apart. */
  placeOf(reading: CycleReading | null): { origin: Float64Array; scale: Float64Array } | null
}

/** The coordinates of a prior. */
export function coordinatesOf(prior: Prior): Coordinates {
  return prior.model.recorded ? recordedCoordinates(prior) : unboundedCoordinates(prior)
}

function unboundedCoordinates(prior: Prior): Coordinates {
  return {
    dimension: prior.parameters.length,
    quantities: prior.parameters,
    of: (values, from, _reading, out, to) => prior.toUnbounded(values, from, out, to),
    quantitiesAt: (z, from, out, to) => prior.fromUnbounded(z, from, out, to),
    placeOf: () => null,
  }
}

/** What a coordinate of a recorded neuron is of. */
export type RecordedRole = 'own' | 'period' | 'phase' | 'sigma' | 'rho'

/** The free parameters that have a coordinate: their places in the prior's list, and what the coordinate is. */
export function recordedRoles(prior: Prior): { index: number; role: RecordedRole }[] {
  const { model, parameters } = prior
  const recorded = model.recorded!
  const name = (index: number): string => model.parameters[index].name
  const roles: Record<string, RecordedRole | null> = {
    [name(recorded.timeScale)]: 'period',
    [name(recorded.phase)]: 'phase',
    [name(recorded.offset)]: null,
    [name(recorded.gain)]: null,
    sigma: 'sigma',
    rho: 'rho',
  }
  return parameters.flatMap((p, index) => {
    const role = p.name in roles ? roles[p.name] : 'own'
    return role ? [{ index, role }] : []
  })
}

function recordedCoordinates(prior: Prior): Coordinates {
  const roles = recordedRoles(prior)
  const { model, grid, thetaSize } = prior
  const recorded = model.recorded!
  const cycles = recorded.cycles()
  const theta = new Float64Array(thetaSize)
  const constants = new Float64Array(model.constants.length)
  const centre = (grid.points - 1) / 2
  const logDt = Math.log(grid.dt)

  const quantities = roles.map(({ index, role }): ParameterDescription => {
    const own = prior.parameters[index]
    if (role === 'period') {
      return {
        name: 'period',
        symbol: 'T',
        unit: 'ms',
        meaning: 'time from one spike to the next',
        group: 'recording',
      }
    }
    if (role === 'phase')
      return { ...own, meaning: 'where in its cycle the neuron is in the middle of the trace' }
    return own
  })

  return {
    dimension: roles.length,
    quantities,
    of(values, from, reading, out, to) {
      prior.theta(values, from, theta, 0)
      prior.constantsAt(theta, 0, constants)
      const cycle = cycles.find(theta, 0, constants)
      const logPeriod = cycle ? Math.log((theta[recorded.timeScale] * cycle.period) / grid.dt) : Number.NaN
      roles.forEach(({ index, role }, j) => {
        const x = values[from + index]
        switch (role) {
          case 'own':
            out[to + j] = prior.coordinateDistributions[index].toUnbounded(x)
            break
          case 'period':
            out[to + j] = logPeriod
            break
          case 'phase': {
            const phase = x + centre * Math.exp(-logPeriod)
            const near = reading?.place.phase ?? 0
            out[to + j] = phase - Math.round(phase - near)
            break
          }
          case 'sigma':
            out[to + j] = Math.log(x / grid.dt)
            break
          case 'rho':
            out[to + j] = Math.atanh(x)
        }
      })
    },
    quantitiesAt(z, from, out, to) {
      roles.forEach(({ index, role }, j) => {
        const y = z[from + j]
        out[to + j] =
          role === 'own'
            ? prior.coordinateDistributions[index].fromUnbounded(y)
            : role === 'period'
              ? Math.exp(y + logDt)
              : role === 'sigma'
                ? Math.exp(y) * grid.dt
                : role === 'rho'
                  ? Math.tanh(y)
                  : y
      })
    },
    placeOf(reading) {
      if (!reading) return null
      const { place, scale } = reading
      const origins: Record<RecordedRole, number> = {
        own: 0,
        period: place.logPeriod,
        phase: place.phase,
        sigma: place.logNoise,
        rho: place.atanhRho,
      }
      const scales: Record<RecordedRole, number> = {
        own: 1,
        period: scale.logPeriod,
        phase: scale.phase,
        sigma: 1,
        rho: 1,
      }
      return {
        origin: Float64Array.from(roles, ({ role }) => origins[role]),
        scale: Float64Array.from(roles, ({ role }) => scales[role]),
      }
    },
  }
}

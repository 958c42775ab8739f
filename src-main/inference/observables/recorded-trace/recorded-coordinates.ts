import type { ParameterDescription } from '../../../contract/common.ts'
import type { Prior } from '../../../model/composition/prior.ts'
import { correlationAtStep } from '../../../model/noise/ar1/correlation-at-step.ts'
import { recordedPlaces } from '../../../model/observable/recorded-trace/parameters.ts'
import type { CycleReading } from '../../../signal/cycle/cycle-reading.ts'
import type { Coordinates } from '../../inverse.ts'

/** The role of a coordinate: ‘own’ are the neuron’s parameters, ‘noise’ those of particular noise models. */
export type RecordedRole = 'own' | 'period' | 'phase' | 'sigma' | 'rho' | 'noise'

const roles: Record<string, RecordedRole | null> = {
  tau: 'period',
  phase: 'phase',
  offset: null,
  gain: null,
  drift: null,
  sigma: 'sigma',
  rho: 'rho',
}

/** Free parameters that have a coordinate: their indices in the prior's list, and their roles. */
export function recordedRoles({ parameters }: Prior): { index: number; role: RecordedRole }[] {
  return parameters.flatMap(({ name, group }, index) => {
    const role = name in roles ? roles[name] : group === 'noise' ? 'noise' : 'own'
    return role ? [{ index, role }] : []
  })
}

/**
 * Sampling interval of the compared samples over that of the prior's grid, where the noise's correlation is defined
 * on the latter; else 1.
 */
export function correlationRatio({ forward, grid, noiseModel }: Prior): number {
  return noiseModel.ofComparedSamples ? 1 : forward.grid.dt / grid.dt
}

/**
 * Coordinates of a recording on unknown scales. Offset, gain and drift are not among them, since they are
 * marginalized exactly, and τ is replaced by the logarithm of the observed period τ·P(θ), which the trace determines
 * to a thousandth where θ and τ alone are known to tenths; the phase is that at the middle of the trace, unwrapped to
 * the one nearest to the reading's. All refer to the prior's own grid, except the noise's correlation, which is that
 * of the compared samples.
 */
export function recordedCoordinates(prior: Prior): Coordinates {
  const own = recordedRoles(prior)
  const { neuron, grid, thetaSize } = prior
  const places = recordedPlaces(neuron.parameters.length)
  const cycles = neuron.cycles!()
  const theta = new Float64Array(thetaSize)
  const constants = new Float64Array(prior.constants.length)
  const centre = (grid.points - 1) / 2
  const logDt = Math.log(grid.dt)
  const ratio = correlationRatio(prior)

  const quantities = own.map(({ index, role }): ParameterDescription => {
    const parameter = prior.parameters[index]
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
      return { ...parameter, meaning: 'where in its cycle the neuron is in the middle of the trace' }
    return parameter
  })

  return {
    dimension: own.length,
    quantities,
    of(values, from, reading, out, to) {
      prior.theta(values, from, theta, 0)
      prior.constantsAt(theta, 0, constants)
      const cycle = cycles.find(theta, 0, constants)
      const logPeriod = cycle ? Math.log((theta[places.tau] * cycle.period) / grid.dt) : Number.NaN
      own.forEach(({ index, role }, j) => {
        const x = values[from + index]
        switch (role) {
          case 'own':
          case 'noise':
            out[to + j] = prior.coordinateDistributions[index].toUnbounded(x)
            break
          case 'period':
            out[to + j] = logPeriod
            break
          case 'phase': {
            const phase = x + centre * Math.exp(-logPeriod)
            const near = (reading as CycleReading | null)?.place.phase ?? 0
            out[to + j] = phase - Math.round(phase - near)
            break
          }
          case 'sigma':
            out[to + j] = Math.log(x / grid.dt)
            break
          case 'rho':
            out[to + j] = Math.atanh(correlationAtStep(x, ratio))
        }
      })
    },
    quantitiesAt(z, from, out, to) {
      own.forEach(({ index, role }, j) => {
        const y = z[from + j]
        out[to + j] =
          role === 'own' || role === 'noise'
            ? prior.coordinateDistributions[index].fromUnbounded(y)
            : role === 'period'
              ? Math.exp(y + logDt)
              : role === 'sigma'
                ? Math.exp(y) * grid.dt
                : role === 'rho'
                  ? correlationAtStep(Math.tanh(y), 1 / ratio)
                  : y
      })
    },
    placeOf(reading) {
      if (!reading) return null
      const { place, scale } = reading as CycleReading
      const origins: Record<RecordedRole, number> = {
        own: 0,
        period: place.logPeriod,
        phase: place.phase,
        sigma: place.logNoise,
        rho: place.atanhRho,
        noise: 0,
      }
      const scales: Record<RecordedRole, number> = {
        own: 1,
        period: scale.logPeriod,
        phase: scale.phase,
        sigma: 1,
        rho: 1,
        noise: 1,
      }
      return {
        origin: Float64Array.from(own, ({ role }) => origins[role]),
        scale: Float64Array.from(own, ({ role }) => scales[role]),
      }
    },
  }
}

import { cubicAt } from '../../signal/cubic-at.ts'
import { refuseUneven } from '../../signal/uneven.ts'
import type { Grid } from '../neuron-model.ts'
import type { ForwardModel, Observable, Predictor } from '../observable.ts'
import { composeForward } from './forward.ts'
import type { Prior } from './prior.ts'
import { priorAtSamples } from './prior-at-samples.ts'

/** Rows simulated at once. */
const chunk = 64

/**
 * A prior whose predictions and noise are those of unevenly spaced samples. Parameters still refer to the prior's own
 * grid: the noise of neighbours Δt apart is correlated by ρ^(Δt/dt). The neuron is solved at the steps of the prior's
 * solver and interpolated between them by cubics. `forward.grid` has the samples' mean interval.
 * @param times ms of the model after the grid's first point, ascending @param dt their mean interval, ms of the model
 * @throws NagumoError TIME_UNEVEN where the noise model requires even sampling
 */
export function priorAtTimes(prior: Prior, times: Float64Array, dt: number): Prior {
  refuseNoise(prior)
  const even = priorAtSamples(prior, { dt, points: times.length })
  const places = times.map((t) => t / prior.grid.dt)
  const observable = observableAt(prior.observable, times, prior.grid)
  return {
    ...even,
    forward: composeForward({ ...even.forward, observable }),
    times,
    noiseModel: { ...prior.noiseModel, sums: false },
    noise: (values, at) => prior.noise(values, at).atPlaces!(places),
  }
}

/** @throws NagumoError TIME_UNEVEN where the likelihood of the prior's noise requires even sampling */
export function refuseNoise({ noise, noiseModel, distributions }: Prior): void {
  const means = distributions.map(({ mean }) => mean)
  if (noise(means, 0).atPlaces) return
  refuseUneven(
    { times: new Float64Array() },
    `Models with ${noiseModel.name} noise`,
    'Choose a model with white or AR(1) noise, or resample the recording evenly.',
  )
}

/** The same data at other times, interpolated from a trace on a grid as fine as the solver's steps. */
function observableAt(observable: Observable, times: Float64Array, { dt, substeps }: Grid): Observable {
  const step = dt / substeps
  const fine: Grid = {
    dt: step,
    points: Math.max(4, Math.ceil(times[times.length - 1] / step) + 2),
    substeps: 1,
  }
  const interpolate = cubicAt(
    times.map((t) => t / step),
    fine.points,
  )
  return {
    ...observable,
    size: () => times.length,
    predictor(forward: ForwardModel, kind): Predictor {
      const onGrid = composeForward({ ...forward, observable, grid: fine })
      const inner = observable.predictor(onGrid, kind)
      const capacity = Math.min(chunk, inner.capacity)
      const make = inner.kind === 'kernel' ? Float32Array : Float64Array
      const traces = new make(capacity * fine.points)
      return {
        kind: inner.kind,
        capacity,
        predictions(theta, n, out) {
          inner.predictions(theta, n, traces)
          for (let k = 0; k < n; k++) interpolate(traces, k * fine.points, out, k * times.length)
        },
      }
    },
  }
}

import type { ParameterDescription } from '../contract/common.ts'
import type { DataDescription } from '../contract/data.ts'
import type { TraceKind } from '../contract/priors.ts'
import type { ProtocolFile } from '../contract/protocols.ts'
import type { ObservationSource } from '../signal/sweep.ts'
import type { DerivedParameter } from './derived-parameter.ts'
import type { InjectedCurrent } from './injected-current.ts'
import type { Interval } from './interval.ts'
import type { ConstantDescription, Constants, Grid, NeuronModel, SpikeLevel } from './neuron-model.ts'
import type { Observation, SweepOptions } from './observation.ts'
import type { RowLayout } from './row-layout.ts'

/**
 * What is compared between simulation and recording: the data of an estimate, as a list of numbers. The noise model
 * adds noise to them. Its own inference methods, where it has any, are in inference/observables/.
 */
export interface Observable {
  kind: string
  /** For display, in the plural: “traces in the model’s own units”. */
  name: string
  /** Parameters estimated besides those of the neuron: scales, a phase. */
  parameters: readonly ParameterDescription[]
  allowed: Readonly<Record<string, Interval>>
  /** Which of its parameters are circular, 0 and 1 being the same. */
  circular: readonly string[]
  /** Which of its parameters are integrated out exactly, so that their priors must be normal. */
  integratedOut: readonly string[]
  /** Whether scales of voltage and time, and the neuron's initial phase, are among its parameters. */
  estimatesScales: boolean
  /** The constants of a neuron that it uses. */
  constants(neuron: NeuronModel): readonly ConstantDescription[]
  /** The same observable with a linear drift of its level among its parameters; left out where it can have none. */
  withTrend?: (order: 1) => Observable
  /** Why it does not suit this neuron or this current, with what to do; null where it does. */
  problem(neuron: NeuronModel, injects: boolean): string | null
  /** Number of data values. */
  size(grid: Grid): number
  /** The same observable with the design of these data, where the design depends on data. */
  given?: (data: ArrayLike<number>) => Observable
  /** ms of the model from one value to the next; 1 where they are not in order of time. */
  interval(grid: Grid): number
  /** How many values, from the first, reports show, where the rest give their uncertainty; all where it is left out. */
  shown?: number
  /**
   * Further outputs in the data after the drawn trace: each a trace of the same length on the same points, one after
   * the other. A recording must have them as well.
   */
  further?: (neuron: NeuronModel) => readonly DataDescription['value'][]
  describe(neuron: NeuronModel): DataDescription
  /** Computes its data. @param kind 'reference' forces the float64 solver */
  predictor(forward: ForwardModel, kind: 'kernel' | 'reference'): Predictor
  /** Its data of a recorded trace on the grid; left out where that is the trace itself. */
  fromTrace?: (trace: Float64Array, grid: Grid) => ArrayLike<number>
  /**
   * Its data of a sweep, where they are not computed from the sweep on the model's grid. Where nothing can be
   * estimated, it returns the reason (`refusal`). @throws NagumoError WINDOW_INVALID, CONDITIONING_INVALID
   */
  fromSweep?: (recorded: ObservationSource, options: SweepOptions) => Observation
  /**
   * Fewest and proposed number of spikes in a window of a sweep, where its length is free; left out where the grid and
   * the time scale determine it.
   */
  windowSpikes?: { fewest: number; proposed: number }
  /** Whether predictions[from …) are informative. */
  isUseful(forward: ForwardModel, predictions: ArrayLike<number>, from: number): boolean
  /**
   * What makes a draw useless, as a clause in the present tense: “the neuron does not fire repetitively”. Where it is
   * given, a prior may exclude most of its draws, and their share is reported; left out: divergence, or a flat trace.
   */
  useless?: string
  /** What is shown of a prior's draws where the data are no trace; the potential on the grid where it is left out. */
  behaviours?: (forward: ForwardModel) => (thetas: Float64Array, n: number) => Behaviour[]
  /** False where points, interval and solver steps of a prior's grid have no meaning for it. */
  usesGrid?: false
  /** Kinds of noise that its data may have; any where it is left out. */
  noises?: readonly string[]
  /** Spike level in the data of the row theta[at …); null where the data are no trace over time. */
  spikeLevel: ((neuron: NeuronModel, theta: ArrayLike<number>, at: number) => SpikeLevel) | null
  /** Its parameters in units of the recording, by name. */
  derived(scale: RecordingScale): Record<string, DerivedParameter>
  /**
   * Names of the networks' embeddings (inference/network) for its data, the default first. None: no network reads them,
   * and its priors are used with any model of the neuron, by the likelihood alone.
   */
  embeddings: readonly string[]
  /** Names of the checks (inference/checks) of its data, besides those of the noise. */
  checks: readonly string[]
}

/** Behaviour of one row's neuron, and the membrane potential that shows it, in the neuron's unit, without noise. */
export interface Behaviour {
  kind: TraceKind
  /** t in ms, ascending; null where there is nothing to show. */
  curve: { t: ArrayLike<number>; v: ArrayLike<number> } | null
}

/** What makes a draw useless, as a clause. */
export function uselessWords({ useless, estimatesScales }: Observable): string {
  return useless ?? `the membrane potential diverges${estimatesScales ? ' or never moves' : ''}`
}

/** Predictions for rows of parameters: data without noise. */
export interface Predictor {
  kind: 'kernel' | 'reference'
  /** Maximum number of rows per call. */
  capacity: number
  /** @param theta n rows, laid out by the forward model @param out receives n × size */
  predictions(theta: Float64Array, n: number, out: Float32Array | Float64Array): void
  /** The sums of SimulationKernel over the residuals, where they are available in one pass. */
  residualSums?(theta: Float64Array, n: number, observed: Float32Array, sums: Float64Array): void
}

/** From computed to recorded units: V = offset + gain·(unit of the data), recorded time = timeScale·time. */
export interface RecordingScale {
  offset: number
  gain: number
  timeScale: number
  /** Null where the recording is in model units. */
  voltageUnit: string | null
}

/** Neuron, protocol and observable on a grid: simulates the data of a row of parameters, without noise. */
export interface ForwardModel {
  neuron: NeuronModel
  protocol: ProtocolFile
  /** Null where none is injected. */
  current: InjectedCurrent | null
  observable: Observable
  grid: Grid
  /** The neuron's, then the observable's: the first part of each row. */
  parameters: readonly ParameterDescription[]
  constantDescriptions: readonly ConstantDescription[]
  /** In the order of their descriptions; null where each row has its own, after the parameters. */
  constants: Constants
  layout: RowLayout
  /** Number of data values. */
  size: number
}

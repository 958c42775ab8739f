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
 * What of a simulation is compared with what of a recording: the data of an estimate, as a list of numbers. Noise is
 * added to it by the noise model. Its inverse side, where it has one of its own, stands in inference/observables/.
 */
export interface Observable {
  kind: string
  /** For people, in the plural: “traces in the model’s own units”. */
  name: string
  /** What it has to be estimated beside the neuron's parameters: scales, a phase. */
  parameters: readonly ParameterDescription[]
  allowed: Readonly<Record<string, Interval>>
  /** Which of its parameters go round, 0 and 1 being the same. */
  circular: readonly string[]
  /** Which of its parameters are integrated out exactly, so that their priors must be normal. */
  integratedOut: readonly string[]
  /** Whether scales of voltage and time, and where the neuron begins, are among its parameters. */
  estimatesScales: boolean
  /** The constants of a neuron that it uses. */
  constants(neuron: NeuronModel): readonly ConstantDescription[]
  /** The same observable with a slow trend of its level among its parameters; left out where it can have none. */
  withTrend?: (order: 1) => Observable
  /** Why it can't be of this neuron or with this current, in words with what to do; null where it can. */
  problem(neuron: NeuronModel, injects: boolean): string | null
  /** How many numbers the data are. */
  size(grid: Grid): number
  /** The same observable with its numbers taken as those of these data were, where data decide that. */
  given?: (data: ArrayLike<number>) => Observable
  /** ms of the model from one number to the next; 1 where they are not in order of time. */
  interval(grid: Grid): number
  /**
   * How many of its numbers, from the first, are drawn and looked at in a report, where those behind them only say how sure
   * these are; all where it is left out.
   */
  shown?: number
  /**
   * What its data hold behind the drawn trace, where that is not all: further outputs, each a trace as long as it on the same
   * points, one behind the other. A recording is to have them as well.
   */
  further?: (neuron: NeuronModel) => readonly DataDescription['value'][]
  describe(neuron: NeuronModel): DataDescription
  /** What makes its data. @param kind 'reference' forces the float64 solver */
  predictor(forward: ForwardModel, kind: 'kernel' | 'reference'): Predictor
  /** Its data of a recorded trace that was put on the grid; left out where that is them itself. */
  fromTrace?: (trace: Float64Array, grid: Grid) => ArrayLike<number>
  /**
   * Its data of a sweep, where they are not made of the sweep on the model's grid. What can't be estimated of is refused
   * in words (`refusal`). @throws NagumoError WINDOW_INVALID, CONDITIONING_INVALID
   */
  fromSweep?: (recorded: ObservationSource, options: SweepOptions) => Observation
  /**
   * Spikes that a window of a sweep needs, and that it is proposed to hold, where it may be of any length; left out where
   * the grid and the time scale give its length.
   */
  windowSpikes?: { fewest: number; proposed: number }
  /** Whether predictions[from …) are such that something can be learned from them. */
  isUseful(forward: ForwardModel, predictions: ArrayLike<number>, from: number): boolean
  /**
   * What makes a draw useless, as a clause in the present tense: “the neuron does not fire repetitively”. Where it is said,
   * a prior may leave out most of its draws, and the share is told; left out: running away, or never moving.
   */
  useless?: string
  /** What draws of a prior are shown by, where the data are no trace; the potential on the grid where it is left out. */
  behaviours?: (forward: ForwardModel) => (thetas: Float64Array, n: number) => Behaviour[]
  /** Whether points, their distance and solver steps of a prior's grid are of any meaning to it; they are if left out. */
  usesGrid?: false
  /** Kinds of noise that its data may have; any where it is left out. */
  noises?: readonly string[]
  /** What is a spike in the data of the row theta[at …); null where the data are no trace over time. */
  spikeLevel: ((neuron: NeuronModel, theta: ArrayLike<number>, at: number) => SpikeLevel) | null
  /** What can be said of its parameters in units of the recording, by name. */
  derived(scale: RecordingScale): Record<string, DerivedParameter>
  /**
   * Names of the networks' embeddings (inference/network) that read its data, the usual one first. None: no network reads
   * them, and its priors are applied with any model of the neuron, by the likelihood alone.
   */
  embeddings: readonly string[]
  /** Names of the checks (inference/checks) that apply to its data, beside those of the noise. */
  checks: readonly string[]
}

/** What the neuron of one row does, and the membrane potential that shows it, in the neuron's unit, without noise. */
export interface Behaviour {
  kind: TraceKind
  /** t in ms, rising; null where there is nothing to show. */
  curve: { t: ArrayLike<number>; v: ArrayLike<number> } | null
}

/** What makes a draw useless, as a clause. */
export function uselessWords({ useless, estimatesScales }: Observable): string {
  return useless ?? `the membrane potential diverges${estimatesScales ? ' or never moves' : ''}`
}

/** Predictions for rows of parameters: data without noise. */
export interface Predictor {
  kind: 'kernel' | 'reference'
  /** Rows that a call takes at most. */
  capacity: number
  /** @param theta n rows, laid out by the forward model @param out receives n × size */
  predictions(theta: Float64Array, n: number, out: Float32Array | Float64Array): void
  /** The sums of SimulationKernel over the residuals, where they can be had in one pass. */
  residualSums?(theta: Float64Array, n: number, observed: Float32Array, sums: Float64Array): void
}

/** From the units of computation back to the recording: V = offset + gain·(unit of the data), recorded time = timeScale·time. */
export interface RecordingScale {
  offset: number
  gain: number
  timeScale: number
  /** Null where the recording is in model units. */
  voltageUnit: string | null
}

/** Neuron, protocol and observable put together on a grid: what is simulated for a row of parameters, without noise. */
export interface ForwardModel {
  neuron: NeuronModel
  protocol: ProtocolFile
  /** Null where none is injected. */
  current: InjectedCurrent | null
  observable: Observable
  grid: Grid
  /** The neuron's, then the observable's: the beginning of each row. */
  parameters: readonly ParameterDescription[]
  constantDescriptions: readonly ConstantDescription[]
  /** In the order of their descriptions; null where each row has its own, behind the parameters. */
  constants: Constants
  layout: RowLayout
  /** How many numbers the data are. */
  size: number
}

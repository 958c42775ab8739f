import { NagumoError } from '../../contract/errors.ts'
import { fromSamples } from '../../contract/missing.ts'
import { plain } from '../../contract/quantities.ts'
import type { ObservationSource } from '../../signal/sweep.ts'
import { prepareSweep } from '../observable/sweep/prepare-sweep.ts'
import type { SweepSetting } from '../observable/sweep/sweep-setting.ts'
import type { Observation } from '../observation.ts'
import type { Prior } from './prior.ts'

/**
 * The recovery variable of a recording at the grid points and samples of its prepared membrane potential. Conditioning
 * of the potential is not applied to it: it is used as recorded.
 * @throws NagumoError SECOND_OUTPUT_MISSING where none was recorded, UNITS_IMPLAUSIBLE where the potential is in volts,
 *   TOO_FEW_POINTS, TRACE_CONSTANT
 */
export function withFurtherOutputs(
  first: Omit<Observation, 'data'>,
  source: ObservationSource,
  setting: SweepSetting,
  conditioned: boolean,
): Omit<Observation, 'data'> {
  const second = prepareSweep({ ...source, samples: source.recovery! }, setting, { window: first.window })
  const { ownSamples: own } = first
  const both = own && second.ownSamples
  const missing = fromSamples(second.d).filter(Number.isNaN).length
  return {
    ...first,
    further: second.d,
    ownSamples: both && { ...own, values: [...own.values, ...both.values] },
    steps: [
      ...first.steps,
      `The recovery variable was resampled to the same ${plain(second.d.length)} points, and is compared with the model as well.`,
      ...(missing > 0
        ? [`Of the recovery variable ${missing} of these points are missing and excluded.`]
        : []),
      ...(conditioned
        ? ['Conditioning was applied to the membrane potential only; the recovery variable is as recorded.']
        : []),
    ],
  }
}

/** @throws NagumoError SECOND_OUTPUT_MISSING, UNITS_IMPLAUSIBLE where a recording lacks an output that is compared */
export function refuseWithoutFurther(source: ObservationSource, { observable, neuron }: Prior): void {
  if (!observable.further) return
  const [{ name }] = observable.further(neuron)
  if (source.voltageUnit !== 'none') {
    throw new NagumoError(
      'UNITS_IMPLAUSIBLE',
      `Models of the ${observable.name} expect both in model units; the membrane potential is in ${source.voltageUnit}. Set the unit to model units on the Recordings screen (or with --voltage-unit none), or choose a model of the membrane potential only.`,
    )
  }
  if (source.recovery) return
  throw new NagumoError(
    'SECOND_OUTPUT_MISSING',
    `Models of the ${observable.name} expect two columns, a membrane potential and a ${name}; the recording has only the membrane potential. Name the other column R, w or recovery, or choose it on the Recordings screen (or with --columns); if the file was opened by an earlier version of Nagumo, open it again. Or choose a model of the membrane potential only.`,
  )
}

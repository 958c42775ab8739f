import type { CellProtocol } from '../../../contract/cells.ts'
import { fixed, percent, plain } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import { median, robustDeviation } from '../../../signal/robust.ts'
import { average } from '../../../signal/statistics/moments.ts'
import type { MeasuredSweep } from './cell-estimates.ts'
import type { SilentSweep, SilentSweeps } from './silent-sweeps.ts'

export const fewestSweeps = 3
/** GΩ: lower than any cell's, even a giant cell's, within a patch. */
const leastResistance = 0.003
/** Instantaneous share of the response; a membrane needs its time constant. */
const mostAtOnce = 0.85
/** Where the recorded command is not what was injected, the sweeps' resistances differ by this share. */
const mostDifference = 0.6
/** And the residuals are this share of the displacement. */
const mostResidual = 0.35
/** mV: residuals are compared only with displacements above this. */
const clearDisplacement = 2

const refusal = (
  check: string,
  text: string,
  number: string,
  cause: Reason['cause'] = 'recording',
): Reason => ({
  check,
  level: 'unreliable',
  cause,
  text,
  number,
})

/** Why no membrane can be fitted, before any fit; null where one can. */
export function refusedBefore(
  { sweeps, firing, leftOut }: SilentSweeps,
  protocol: CellProtocol,
): Reason | null {
  const counts = `${sweeps.length} silent sweeps to use, ${firing} with spikes, ${leftOut.length} left out; at least ${fewestSweeps} are needed`
  if (sweeps.length === 0) {
    return refusal(
      'membraneSweeps',
      `The membrane is measured on sweeps without a spike, and there is none to use. Record weaker steps, or hyperpolarizing ones.`,
      counts,
    )
  }
  if (sweeps.every(constant)) {
    const levels = sweeps.map(({ voltage }) => average(voltage))
    const sd = levels.length > 1 ? `, sd ${fixed(deviation(levels), 1)} mV over the sweeps` : ''
    return refusal(
      'membraneCommand',
      protocol.shape === 'constant'
        ? 'The injected current does not change, so resistance and time constant are not identifiable. Only the mean potential is.'
        : 'The injected current does not change in any sweep without a spike, so resistance and time constant are not identifiable. Only the mean potential is.',
      `mean potential ${fixed(average(levels), 1)} mV at ${fixed(median(sweeps.map(({ current }) => average(current))), 0)} pA, ${levels.length} sweeps${sd}`,
    )
  }
  return null
}

/** Why the sweeps’ fits are inconsistent with a membrane under this command; null where they are consistent. */
export function refusedAfter(
  measured: readonly MeasuredSweep[],
  rms: readonly number[],
  silent: SilentSweeps,
): Reason | null {
  const moved = measured.filter(({ sweep }) => !constant(sweep))
  const usual = median(moved.map(({ rIn }) => rIn.mean))
  const current = Math.max(
    ...moved.map(({ sweep }) => Math.max(...sweep.current.map((v) => Math.abs(v - sweep.current[0])))),
  )
  const sharp = moved.filter(({ rIn }) => rIn.sd < leastResistance)
  if (sharp.length > 0 && sharp.every(({ rIn }) => Math.abs(rIn.mean) < leastResistance)) {
    return refusal(
      'membraneResponse',
      'The voltage does not respond to the current: a voltage clamp, another cell’s channel, or a current that was not injected. Current-clamp sweeps are needed.',
      `input resistance ${fixed(usual * 1000, 1)} MΩ for up to ${fixed(current, 0)} pA; below ${leastResistance * 1000} MΩ is no cell’s`,
    )
  }
  const tells = moved.filter((own) => own.tells)
  if (tells.length > 0) {
    const values = tells.map(({ rIn }) => rIn.mean)
    const middle = median(values)
    const atOnce = median(tells.map(({ rs, rIn }) => rs.mean / rIn.mean))
    if (atOnce > mostAtOnce && middle > 0) {
      return refusal(
        'membraneResponse',
        'The voltage follows the current instantly, like a resistor, unlike a membrane: a model cell without capacitance, a voltage clamp, or the command itself recorded as voltage.',
        `${percent(atOnce)} of the response within ${silent.interval} ms; ${percent(mostAtOnce)} is the limit`,
      )
    }
    if (values.every((v) => v < 0)) {
      return refusal(
        'membraneResponse',
        'The voltage response has the opposite sign: the sign of the command or of the voltage is inverted. Correct it and estimate again.',
        `input resistance ${fixed(middle * 1000, 0)} MΩ`,
      )
    }
    const difference =
      values.length > 2 ? robustDeviation(Float64Array.from(values).sort()) / Math.abs(middle) : 0
    const far = measured.flatMap(({ x, tells: told }, k) =>
      told && Math.abs(x) > clearDisplacement ? [rms[k] / Math.abs(x)] : [],
    )
    const residual = far.length > 0 ? median(far) : 0
    if (
      difference > mostDifference ||
      residual > mostResidual ||
      values.filter((v) => v < 0).length > values.length / 4
    ) {
      return refusal(
        'membraneCommand',
        'The voltage does not match the injected current: wrong amplitudes, times or order of sweeps. Check the command, or state the steps.',
        `the sweeps’ input resistances differ by ${percent(difference)} (limit ${percent(mostDifference)}), unexplained by the current is ${percent(residual)} of the displacement (limit ${percent(mostResidual)})`,
      )
    }
  }
  if (tells.length < fewestSweeps) {
    const alone = tells
      .map(({ sweep, rIn }) => `sweep ${sweep.index + 1}: ${fixed(rIn.mean * 1000, 0)} MΩ`)
      .join(', ')
    return refusal(
      'membraneSweeps',
      `The cell’s input resistance needs at least ${fewestSweeps} silent sweeps with a response to the current: with fewer the variation between sweeps is unknown, and intervals would be too narrow.${alone ? ' Results of single sweeps are in the table.' : ''}`,
      `${plain(tells.length)} of ${measured.length} silent sweeps move the membrane${alone ? `; ${alone}` : ''}`,
    )
  }
  return null
}

export function constant({ current }: SilentSweep): boolean {
  return current.every((v) => Number.isNaN(v) || Math.abs(v - current[0]) < 1e-6)
}

function deviation(values: readonly number[]): number {
  const mean = average(values)
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1))
}

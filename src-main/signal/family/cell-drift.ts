import { plain } from '../../contract/quantities.ts'
import type { OpenDoubt } from '../../contract/reports.ts'
import { median } from '../robust.ts'
import { changeBeside, changeOver } from '../statistics/change-over.ts'
import { slopeOverSweeps } from './over-sweeps.ts'
import type { MeasuredSweep } from './sweep-features.ts'

/** Largest drift of the resting potential and of the threshold over the family, mV. */
const mostRest = 4
const mostThreshold = 5
/** Largest relative change of the steady-state resistance. */
const mostResistance = 0.2
/** Standard errors at which a change of threshold or resistance is significant. */
const clear = 4
/** Fewest sweeps to test a drift of the resting potential. */
const fewest = 5
/** ms between samples: thresholds are unreliable at coarser sampling. */
const finest = 0.25
/** mV: smaller responses give no comparable resistance. */
const leastResponse = 3

/**
 * Drift of the cell over its sweeps: of the resting potential before the step and, at equal currents, of the threshold
 * and the resistance in silent steps. Where order and current are confounded, only a threshold that rises with the
 * current counts as drift: a stronger current lowers the first spike's threshold.
 * @param interval ms between samples
 */
export function driftDoubt(measured: readonly MeasuredSweep[], interval: number): OpenDoubt | null {
  const found = [ofRest(measured), ofThreshold(measured, interval), ofResistance(measured)].filter(
    (text) => text !== null,
  )
  if (found.length === 0) return null
  return {
    code: 'CELL_DRIFTS',
    text: `${found.join('; ')}, from the first sweep to the last: the cell or the recording changed, so the results describe a changing cell.`,
  }
}

function ofRest(measured: readonly MeasuredSweep[]): string | null {
  const at = measured.flatMap(({ features: { rest, sweep } }) => (rest === null ? [] : [{ rest, sweep }]))
  if (at.length < fewest) return null
  const places = at.map(({ sweep }) => sweep)
  const found = slopeOverSweeps(
    places,
    at.map(({ rest }) => rest),
  )
  const span = Math.max(...places) - Math.min(...places)
  if (!found?.interval || found.interval.from * found.interval.to <= 0) return null
  const change = found.value * span
  return Math.abs(change) < mostRest ? null : `The resting potential ${moves(change)} mV`
}

function ofThreshold(measured: readonly MeasuredSweep[], interval: number): string | null {
  if (interval > finest) return null
  const values = measured.map(({ features: { threshold } }) => threshold ?? Number.NaN)
  const currents = amplitudesOf(measured)
  const alike = changeBeside(values, currents)
  const found = alike ?? changeOver(values)
  if (!found || Math.abs(found.change) < mostThreshold || found.z < clear) return null
  const against = found.change * (currents[currents.length - 1] - currents[0]) > 0
  if (!alike && !against) return null
  return `The spike threshold ${moves(found.change)} mV${alike ? ' at similar currents' : ''}`
}

function ofResistance(measured: readonly MeasuredSweep[]): string | null {
  const values = measured.map(({ features: { rest, steady, amplitude } }) => {
    const change = rest === null || steady === null ? 0 : steady - rest
    return Math.abs(change) < leastResponse || amplitude === 0 ? Number.NaN : change / amplitude
  })
  const found = changeBeside(values, amplitudesOf(measured))
  const share = found ? found.change / median(values) : 0
  if (!found || Math.abs(share) < mostResistance || found.z < clear) return null
  return `The input resistance ${moves(100 * share)} % at similar currents`
}

const amplitudesOf = (measured: readonly MeasuredSweep[]): number[] =>
  measured.map(({ features: { amplitude } }) => amplitude)

const moves = (change: number): string => `${change > 0 ? 'rises' : 'falls'} by ${plain(Math.abs(change), 2)}`

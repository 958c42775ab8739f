import { fixed, percent, signed } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import { median } from '../../../signal/robust.ts'
import { balancedSeries } from '../balanced-series.ts'
import { type CellEstimates, halvesApart, type MeasuredSweep, meanResistances } from './cell-estimates.ts'
import type { Named } from './parameters.ts'
import type { SilentSweeps } from './silent-sweeps.ts'
import { taus } from './sweep-sums.ts'

/** Minimum duration of a step in time constants, for its end to be steady. */
const leastLasting = 3
/** Maximum drift of the resting potential over the sweeps, mV. */
export const mostDrift = 4
/** Maximum difference between even and odd sweeps, in standard errors. */
const mostApart = 2.5
/** Maximum ratio of the resistance at the ends of the range to that at rest. */
const mostBend = 1.5
/** Steps are one-sided where those to the other side displace the membrane by less than this share. */
const mostOtherSide = 0.15
/** Ratio of the resistance at rest to that at the far end, or its inverse, where rest lies at an end of the range. */
const leastTrend = 1.1
/** Width of the 90 % interval of R_in relative to its middle. */
const mostWidth = 0.5
/** Maximum excluded share of the sweeps without a spike. */
const mostLeftOut = 0.2

export interface Judged {
  silent: SilentSweeps
  measured: readonly MeasuredSweep[]
  estimates: CellEstimates
  named: Named
  duration: number | null
}

/** The checks that were made, and what they found. */
export function membraneReasons(judged: Judged): Reason[] {
  return [sweeps, amplitudes, series, lasting, steady, halves, linearity, oneSided, width].flatMap((check) =>
    check(judged),
  )
}

const sweeps = ({ silent, measured }: Judged): Reason[] => {
  const { leftOut, rebound } = silent
  const all = measured.length + leftOut.length
  const many = leftOut.length > mostLeftOut * all
  return [
    {
      check: 'membraneSweeps',
      level: many ? 'caution' : 'ok',
      cause: leftOut.length > 0 ? 'recording' : null,
      text:
        leftOut.length === 0
          ? `The sweeps without a spike${rebound.length > 0 ? ' until the end of the step' : ''} are stable: none had to be excluded.`
          : 'Sweeps without a spike were excluded because of instability or artefacts.',
      number: [
        `${measured.length} sweeps are used, ${silent.firing} have spikes`,
        ...(rebound.length > 0
          ? [
              `${rebound.map((index) => `sweep ${index + 1}`).join(', ')} until the end of the step, after which ${rebound.length === 1 ? 'it has' : 'they have'} spikes`,
            ]
          : []),
        ...leftOut.map(({ index, why }) => `sweep ${index + 1}: ${why}`),
      ].join('; '),
    },
  ]
}

const amplitudes = ({ measured }: Judged): Reason[] => {
  const xs = measured.map(({ x }) => x)
  const span = Math.max(...xs) - Math.min(...xs)
  if (span > 0.1 * Math.max(...xs.map(Math.abs))) return []
  return [
    {
      check: 'membraneAmplitudes',
      level: 'caution',
      cause: 'recording',
      text: 'All sweeps have the same current, so voltage dependence of the resistance can’t be tested, and the interval at rest is wider. Record steps of several amplitudes.',
      number: `displacements within ${fixed(span, 1)} mV of each other`,
    },
  ]
}

const series = ({ named: { rs, rIn } }: Judged): Reason[] => {
  const [left, whole] = [rs.posterior.q50, rIn.posterior.q50]
  const high = left > balancedSeries.most || left > balancedSeries.share * whole
  const low = rs.posterior.q95 < balancedSeries.least
  return [
    {
      check: 'membraneSeries',
      level: high || low ? 'caution' : 'ok',
      cause: high || low ? 'recording' : null,
      text: high
        ? 'The series resistance is hardly compensated: part of the voltage is the electrode’s, is included in R_in, and distorts spike height.'
        : low
          ? 'The bridge is overcompensated: the voltage jumps opposite to the current.'
          : 'The uncompensated series resistance is small compared with the membrane’s.',
      number: `Rs ${fixed(left, 1)} MΩ, ${percent(Math.max(0, left / whole))} of R_in; up to ${percent(balancedSeries.share)} and ${balancedSeries.most} MΩ`,
    },
  ]
}

/** Whether τ reached an end of its grid: τ, C and the slow part are then not reported. */
export function tauAtEnd({ tau }: Named): boolean {
  return tau.posterior.q95 > 0.95 * taus[taus.length - 1] || tau.posterior.q05 < 1.1 * taus[0]
}

const lasting = ({ named, duration }: Judged): Reason[] => {
  const tau = named.tau.posterior.q50
  const reasons: Reason[] = []
  if (tauAtEnd(named)) {
    reasons.push({
      check: 'membraneTau',
      level: 'caution',
      cause: 'recording',
      text: 'The time constant is at a limit of its range: it, the capacitance and the slow part are not identifiable.',
      number: `τ_m ${fixed(named.tau.posterior.q05, 1)} to ${fixed(named.tau.posterior.q95, 1)} ms; 2 to 120 ms are tried`,
    })
  }
  if (duration !== null && duration < leastLasting * tau) {
    reasons.push({
      check: 'membraneLasting',
      level: 'caution',
      cause: 'recording',
      text: 'The steps end before the voltage is steady: R_in is extrapolated by the fitted time constant.',
      number: `steps of ${fixed(duration, 0)} ms, ${fixed(duration / tau, 1)} time constants; at least ${leastLasting}`,
    })
  }
  return reasons
}

/** At the holding current: extrapolated to zero current, E would scatter between sweeps with the resistance. */
const steady = ({ measured }: Judged): Reason[] => {
  const third = Math.max(1, Math.floor(measured.length / 3))
  const inOrder = [...measured].sort((a, b) => a.sweep.index - b.sweep.index).map(({ held }) => held.mean)
  const [first, last] = [median(inOrder.slice(0, third)), median(inOrder.slice(-third))]
  const drifts = Math.abs(last - first) > mostDrift
  return [
    {
      check: 'membraneSteady',
      level: drifts ? 'caution' : 'ok',
      cause: drifts ? 'recording' : null,
      text: drifts
        ? 'The potential at the holding current drifts over the sweeps: the estimates are averages of a changing cell.'
        : 'The potential at the holding current is stable over the sweeps.',
      number: `${signed(last - first, 1)} mV from the first third of the sweeps to the last; up to ${mostDrift} mV`,
    },
  ]
}

const halves = ({ measured }: Judged): Reason[] => {
  const z = halvesApart(measured)
  if (z === null) return []
  const apart = Math.abs(z) > mostApart
  return [
    {
      check: 'membraneHalves',
      level: apart ? 'caution' : 'ok',
      cause: apart ? 'neuron' : null,
      text: apart
        ? 'Even and odd sweeps have different input resistances: the cell or the recording changes from sweep to sweep by more than the interval allows for.'
        : 'Even and odd sweeps have the same input resistance.',
      number: `z = ${fixed(z, 1)}; beyond ±${mostApart} is flagged`,
    },
  ]
}

const linearity = ({ estimates, measured }: Judged): Reason[] => {
  const { reached } = estimates.conductance
  const xs = [...new Set([Math.min(...reached), Math.max(...reached)])]
  const [rest, ...others] = meanResistances(estimates, [0, ...xs]).map((r) => r * 1000)
  const at = xs.map((x, k) => ({ x, r: others[k] }))
  const ratio = Math.max(...at.map(({ r }) => Math.max(r / rest, rest / r)))
  const bends = ratio > mostBend
  const from = median(measured.map(({ e }) => e.mean))
  return [
    {
      check: 'membraneLinearity',
      level: bends ? 'caution' : 'ok',
      cause: bends ? 'neuron' : null,
      text: bends
        ? 'The input resistance depends strongly on the voltage (rectification): the estimate is for rest, and τ_m and C describe the membrane only roughly.'
        : 'The input resistance changes little with the voltage; its interval at rest allows for it.',
      number: `${at.map(({ x, r }) => `${fixed(r, 0)} MΩ to ${fixed(from + x, 0)} mV`).join(', ')}, ${fixed(rest, 0)} MΩ at rest; a factor of ${mostBend} is flagged`,
    },
  ]
}

/** Rest at an end of the measured range, where the resistance changes towards it. */
const oneSided = ({ estimates }: Judged): Reason[] => {
  const { reached } = estimates.conductance
  const [low, high] = [Math.min(...reached), Math.max(...reached)]
  const [far, near] = -low > high ? [low, high] : [high, -low]
  if (near > mostOtherSide * Math.abs(far)) return []
  const [rest, end] = meanResistances(estimates, [0, far]).map((r) => r * 1000)
  const changes = Math.max(rest / end, end / rest) > leastTrend
  return [
    {
      check: 'membraneOneSided',
      level: changes ? 'caution' : 'ok',
      cause: changes ? 'recording' : null,
      text: changes
        ? `All silent steps are on one side of rest, and the resistance changes towards rest: at rest and beyond, its error may exceed the interval. Record small steps to both sides.`
        : 'All silent steps take the membrane to one side of rest; its resistance changes little towards it.',
      number: `displacements ${fixed(low, 0)} to ${fixed(high, 0)} mV; ${fixed(end, 0)} MΩ at the far end, ${fixed(rest, 0)} MΩ at rest, a factor of ${leastTrend} is flagged`,
    },
  ]
}

const width = ({ named: { rIn } }: Judged): Reason[] => {
  const { q05, q50, q95 } = rIn.posterior
  const share = (q95 - q05) / q50
  if (!(share > mostWidth)) return []
  return [
    {
      check: 'membraneWidth',
      level: 'caution',
      cause: 'recording',
      text: 'The input resistance is only roughly known: few sweeps, small currents, or much noise.',
      number: `90 % interval ${fixed(q05, 0)} to ${fixed(q95, 0)} MΩ, ${percent(share)} of its middle`,
    },
  ]
}

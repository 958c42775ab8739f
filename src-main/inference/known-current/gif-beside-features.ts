import type { CellFeatures, GifResult } from '../../contract/cells.ts'
import { fixed, percent } from '../../contract/numbers.ts'
import type { Reason } from '../../contract/reports.ts'
import { plausibleResistances as resistances } from '../../signal/family/command-doubts.ts'
import { balancedSeries as series } from './balanced-series.ts'

/** The fit's input resistance and that of silent sweeps may differ by this share. */
const mostApart = 0.15

/**
 * Compares the membrane of an integrate-and-fire fit with the silent sweeps of the same family: the fit assumes a
 * linear membrane up to spike threshold, silent sweeps measure it near rest.
 */
export function gifBesideFeatures({ parameters }: GifResult, features: CellFeatures): Reason[] {
  const posterior = (name: string) => parameters.find((one) => one.name === name)?.posterior
  const rIn = posterior('rIn')
  const rs = posterior('rs')
  if (!rIn) return []
  const impossible = rIn.q95 < resistances.least || rIn.q05 > resistances.most
  if (impossible)
    return [
      {
        check: 'gifResistance',
        level: 'unreliable',
        cause: 'recording',
        text: `The fit’s input resistance is ${fixed(rIn.q50, 1)} MΩ, which is implausible: the current has the wrong sign or unit, or was not injected here.`,
        number: `${fixed(rIn.q05, 1)} to ${fixed(rIn.q95, 1)} MΩ; ${resistances.least} to ${resistances.most} MΩ are a cell’s`,
      },
    ]
  return [apart(rIn.q50, features), rs ? unbalanced(rs, rIn.q50) : null].filter((one) => one !== null)
}

function apart(fitted: number, { summary }: CellFeatures): Reason | null {
  const silent = summary.find(({ name }) => name === 'input_resistance')
  if (!silent || silent.value === null || silent.value <= 0)
    return {
      check: 'gifResistance',
      level: 'caution',
      cause: 'recording',
      text: `R_in, τ and R are based on the voltage between spikes: there are not three silent steps to compare with, and in simulated cells such fits were up to 44 % below the input resistance at rest.`,
      number: `R_in ${fixed(fitted, 0)} MΩ; none from the silent sweeps`,
    }
  const share = Math.abs(fitted / silent.value - 1)
  const far = share > mostApart
  const { interval } = silent
  const said = `${fixed(silent.value, 0)} MΩ${interval ? ` (${fixed(interval.from, 0)} to ${fixed(interval.to, 0)})` : ''}`
  return {
    check: 'gifResistance',
    level: far ? 'caution' : 'ok',
    cause: far ? 'neuron' : null,
    text: far
      ? `The input resistance of the fit is ${fixed(fitted, 0)} MΩ, and silent sweeps show ${said} over their range: the fit’s is that of a linear membrane up to threshold, not the cell’s at rest. Take R_in, τ and R from the membrane model.`
      : `The input resistance of the fit is that of silent sweeps, ${said}.`,
    number: `${percent(share)} apart; reported above ${percent(mostApart)}`,
  }
}

function unbalanced({ q50, q95 }: { q50: number; q95: number }, rIn: number): Reason | null {
  const high = q50 > series.most || q50 > series.share * rIn
  const low = q95 < series.least
  if (!high && !low) return null
  return {
    check: 'gifSeries',
    level: 'caution',
    cause: 'recording',
    text: high
      ? 'The series resistance is hardly compensated: part of the voltage is the electrode’s, and shifts threshold and spike height.'
      : 'The bridge is overcompensated: the voltage jumps opposite to the current, which shifts the threshold.',
    number: `Rs ${fixed(q50, 1)} MΩ; ${series.least} to ${series.most} MΩ, and up to ${percent(series.share)} of R_in`,
  }
}

import { fixed } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import type { CellValues } from '../../../model/known-current/integrate-and-fire/cell.ts'

/**
 * Limit of the difference between the fits of even and of odd sweeps, in standard errors, for the worst of five
 * quantities.
 */
const mostApart = 3

interface Quantity {
  symbol: string
  unit: string
  decimals: number
  of(cell: CellValues): number
}

/** Compared parameters of the voltage, at best to a thousandth (τ is on a grid); GΩ are converted to MΩ. */
const quantities: readonly Quantity[] = [
  { symbol: 'R_in', unit: 'MΩ', decimals: 1, of: ({ weights: w }) => 1000 * (w[1] + w[3] + w[4]) },
  { symbol: 'τ', unit: 'ms', decimals: 1, of: ({ tau }) => tau },
  { symbol: 'Rs', unit: 'MΩ', decimals: 1, of: ({ weights }) => 1000 * weights[4] },
  { symbol: 'EL', unit: 'mV', decimals: 1, of: ({ weights }) => weights[0] },
  { symbol: 'Vr', unit: 'mV', decimals: 1, of: ({ weights }) => weights[2] },
]

/**
 * Whether the fits of even and of odd sweeps, which predict each other, have the same membrane. The model assumes the
 * same membrane in all sweeps; where they differ by more than their posteriors, its intervals are too narrow for the
 * cell.
 * @param halves draws of each
 */
export function halvesApart(halves: readonly (readonly CellValues[])[]): Reason | null {
  if (halves.length !== 2 || halves.some((half) => half.length < 2)) return null
  const found = quantities.map((quantity) => {
    const [a, b] = halves.map((half) => moments(half.map(quantity.of)))
    return {
      ...quantity,
      a,
      b,
      z: (b.mean - a.mean) / Math.max(1e-12, 1e-3 * Math.abs(a.mean), Math.hypot(a.sd, b.sd)),
    }
  })
  const worst = found.reduce((most, one) => (Math.abs(one.z) > Math.abs(most.z) ? one : most))
  const apart = Math.abs(worst.z) > mostApart
  const { symbol, unit, decimals, a, b } = worst
  return {
    check: 'gifHalves',
    level: apart ? 'caution' : 'ok',
    cause: apart ? 'neuron' : null,
    text: apart
      ? `Even and odd sweeps have ${symbol} of ${fixed(a.mean, decimals)} and ${fixed(b.mean, decimals)} ${unit}, further apart than their intervals: sweeps differ by more than this model has, and the intervals of its membrane are too narrow. Those of the membrane model include the variation between sweeps.`
      : 'Even and odd sweeps have the same membrane.',
    number: `${found.map((one) => `${one.symbol} z = ${fixed(one.z, 1)}`).join(', ')}; beyond ±${mostApart} is reported`,
  }
}

function moments(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0)
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) }
}

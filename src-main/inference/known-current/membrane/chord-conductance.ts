import { median } from '../../../signal/robust.ts'
import { type AcrossPart, type AcrossPrior, acrossSweeps, momentsAcross } from './across-sweeps.ts'
import type { Estimate } from './sweep-quantities.ts'

/** A sweep's resistance, and the current that causes its displacement. */
export interface Chord {
  /** pA; times the resistance in GΩ it is the displacement in mV. */
  drive: number
  /** GΩ. */
  rIn: Estimate
}

/** The conductance from rest to a displacement, relative to 1 / `middle`. */
export interface ChordConductance {
  /** Middle of the sweeps' resistances, GΩ. */
  middle: number
  /** Each sweep's displacement by this conductance, mV. */
  reached: number[]
  /** The posterior at displacements `xs`, mV; at 0 it is the slope conductance at rest. */
  at(xs: readonly number[]): AcrossPart[]
}

const prior: AcrossPrior = {
  spreads: [0.0015, 0.003, 0.006, 0.012, 0.025, 0.05, 0.1],
  usualSpread: 0.025,
  bends: [0, 0.01, 0.03, 0.1, 0.3, 1],
  oddsOfNoBend: 4,
  lengths: [12, 24, 48],
  width: 1,
}
/** Rounds of linearization; and the limit of a sweep's resistance relative to the middle in them. */
const rounds = 6
const least = 0.2
const most = 4

/**
 * The chord conductance I / (V − E) over the displacement that was reached, from the sweeps' resistances. Ionic
 * currents are smooth functions of the voltage, so it is nearly linear where the resistance over the current bends
 * sharply, as near threshold. A resistance is not linear in it, so it is linearized about the joint estimate of the
 * sweeps (Gauss–Newton); a noisy sweep's own reciprocal would be biased.
 */
export function chordConductance(chords: readonly Chord[]): ChordConductance {
  const middle = median(chords.map(({ rIn }) => rIn.mean))
  const at = (about: readonly number[], xs: readonly number[]): AcrossPart[] =>
    acrossSweeps(
      chords.map(({ drive, rIn }, k) => {
        const r = about[k]
        return {
          x: drive * r * middle,
          value: 1 / r - (rIn.mean / middle - r) / (r * r),
          sd: rIn.sd / Math.abs(middle) / (r * r),
        }
      }),
      prior,
      1,
      xs,
    )
  const displacements = (about: readonly number[]): number[] =>
    chords.map(({ drive }, k) => drive * about[k] * middle)
  let about = chords.map(() => 1)
  for (let round = 0; round < rounds; round++) {
    const parts = at(about, displacements(about))
    about = chords.map((_, k) => 1 / Math.min(1 / least, Math.max(1 / most, momentsAcross(parts, k).mean)))
  }
  return { middle, reached: displacements(about), at: (xs) => at(about, xs) }
}

import type { CellFeatures, CellProtocol, GifResult, MembraneResult } from '../../contract/cells.ts'
import type { Reason } from '../../contract/reports.ts'
import { familyReasons, withReasons } from './family-reasons.ts'
import { gifBesideFeatures } from './gif-beside-features.ts'
import { withoutGif, withoutMembrane } from './without-parameters.ts'

/** Consequences of a family's features for its models. */
export interface CellJudge {
  /** The results where no model can be right, so that nothing is fitted; null otherwise. */
  refused: { membrane: MembraneResult; gif: GifResult } | null
  /** A fit with the reasons from the features; without parameters where these rule it out. */
  membrane(fitted: MembraneResult): MembraneResult
  gif(fitted: GifResult): GifResult
}

/** @param sweeps number of sweeps in the family */
export function judgeCell(sweeps: number, protocol: CellProtocol, features: CellFeatures): CellJudge {
  const ofFamily = familyReasons(features)
  const doubted = ofFamily.filter(({ level }) => level !== 'unreliable')
  // A single sweep comes first: checks that need several can't be made.
  const against = [
    ...(sweeps < 2 ? [oneSweep(protocol)] : []),
    ...ofFamily.filter(({ level }) => level === 'unreliable'),
  ]
  const said = { headline: headlineOf(against), reasons: against }
  return {
    refused: against.length > 0 ? { membrane: withoutMembrane(said), gif: withoutGif(said) } : null,
    membrane: (fitted) => withReasons(fitted, doubted),
    gif: (fitted) => {
      if (fitted.parameters.length === 0) return withReasons(fitted, doubted)
      const beside = gifBesideFeatures(fitted, features)
      const impossible = beside.filter(({ level }) => level === 'unreliable')
      if (impossible.length === 0) return withReasons(fitted, [...doubted, ...beside])
      const reasons = [...impossible, ...doubted, ...fitted.reasons]
      return withoutGif({ headline: headlineOf(reasons), reasons }, fitted.heldOut)
    },
  }
}

/** A cell's parameters need several sweeps; one sweep gives features only. */
function oneSweep({ text }: CellProtocol): Reason {
  return {
    check: 'sweepCount',
    level: 'unreliable',
    cause: 'recording',
    text: 'There is one sweep only: the differences between sweeps of this cell, and a fit’s prediction of held-out sweeps, can’t be tested. Its features are valid; for a model, record a family of steps.',
    number: `1 sweep: ${text}`,
  }
}

function headlineOf(reasons: readonly Reason[]): string {
  if (reasons.length === 0) return ''
  const [first] = reasons
  return first.check === 'sweepCount'
    ? 'Not estimated: one sweep only.'
    : `The current contradicts the voltage. ${first.text}`
}

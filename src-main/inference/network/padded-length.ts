import type { PosteriorSpecOf } from '../../contract/models.ts'

/** Length the trace is padded to (by repeating its last value), so that patches and pairs come out even. */
export function paddedLength(spec: PosteriorSpecOf<'patches' | 'convolutions'>, points: number): number {
  if (spec.embedding === 'convolutions') return points
  const unit = spec.points * 2 ** (spec.widths.length - 1)
  return Math.ceil(points / unit) * unit
}

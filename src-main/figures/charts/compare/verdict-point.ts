import type { VerdictLevel } from '../../../contract/common.ts'
import type { PointStyle } from '../../plot/plot-spec.ts'

/** Marker of a verdict, as in plots over time: circle, triangle, square; shape and colour are redundant. */
export function verdictPoint(level: VerdictLevel, radius = 5): PointStyle {
  const border = { color: 'paper' as const, width: 1 }
  switch (level) {
    case 'ok':
      return { shape: 'circle', radius, color: 'ok', border }
    case 'caution':
      return { shape: 'triangle', radius: radius + 1, color: 'caution', border }
    case 'unreliable':
      return { shape: 'square', radius: radius + 1, color: 'flag', border }
  }
}

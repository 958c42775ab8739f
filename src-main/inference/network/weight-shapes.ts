import type { NetworkSpec, PointSpec, PosteriorSpec } from '../../contract/models.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { cycleFeatureCount } from '../../signal/cycle/cycle-reading.ts'
import { coordinatesOf } from '../coordinates.ts'
import { statisticsCount } from '../trace-statistics.ts'
import { inputWidths } from './inputs.ts'
import { mixtureOutputSize } from './mixture-output.ts'
import { paddedLength } from './padded-length.ts'
import { targetIndices } from './targets.ts'

/**
 * Shapes of a network's weights, in order, without building it: a card from elsewhere may name a network of any size.
 * A test holds this together with build.ts. Null where the trace is too short for the network's layers.
 */
export function weightShapes(spec: NetworkSpec, prior: Prior): number[][] | null {
  return spec.kind === 'point'
    ? pointShapes(spec, inputWidths(spec, prior)[0], targetIndices(spec, prior).length)
    : posteriorShapes(spec, prior.grid.points, coordinatesOf(prior).dimension)
}

function posteriorShapes(spec: PosteriorSpec, points: number, dimension: number): number[][] | null {
  if (spec.dense.length === 0) return null
  if (spec.embedding === 'cycle') return headShapes(spec, cycleFeatureCount(spec.harmonics), dimension)
  const { widths } = spec
  if (widths.length === 0) return null
  const shapes: number[][] = []
  let [length, channels] = [paddedLength(spec, points), 1]
  widths.forEach((width, i) => {
    if (spec.embedding === 'patches') {
      const taken = i === 0 ? spec.points : 2
      shapes.push([taken * channels, width], [width])
      length /= taken
    } else {
      const [kernel, stride] = i === 0 ? [2 * spec.stride, spec.stride] : [4, 2]
      shapes.push([kernel, channels, width], [width])
      length = Math.floor((length - kernel) / stride) + 1
    }
    channels = width
  })
  if (!(length >= 1 && Number.isInteger(length))) return null
  return [...shapes, ...headShapes(spec, length * channels + statisticsCount, dimension)]
}

function headShapes({ dense, density }: PosteriorSpec, width: number, dimension: number): number[][] {
  const [first, ...rest] = dense
  const shapes = [[width, first], [first], [first, first], [first]]
  let before = first
  for (const units of [...rest, mixtureOutputSize(density.components, dimension)]) {
    shapes.push([before, units], [units])
    before = units
  }
  return shapes
}

function pointShapes({ convolutions, dense }: PointSpec, width: number, targets: number): number[][] | null {
  const shapes: number[][] = []
  let [length, channels] = [width, 1]
  convolutions.forEach((filters, i) => {
    if (i > 0) length = Math.floor(length / 2)
    shapes.push([3, channels, filters], [filters])
    length = Math.floor((length - 3) / 2) + 1
    channels = filters
  })
  if (length < 1) return null
  let before = length * channels
  for (const units of [...dense, targets]) {
    shapes.push([before, units], [units])
    before = units
  }
  return shapes
}

export function countWeights(shapes: readonly number[][]): number {
  return shapes.reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0)
}

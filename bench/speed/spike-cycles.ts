import { hodgkinHuxley } from '../../src-main/model/dynamics/hodgkin-huxley/hodgkin-huxley.ts'
import { createRandom } from '../../src-main/model/random.ts'
import type { SpikeCycleTracer } from '../../src-main/model/spike-cycle.ts'
import { about, atLeast, type Figure, median, type Section } from './figure.ts'
import { interleaved, task } from './interleaved.ts'

/**
 * Medians of the spike-cycle prior, in the order of the neuron's lists, their sds, and whether these are additive or of
 * the logarithm.
 */
const medians = [15, 4, 0.03, 0.6, -45, 0.6, 50, -90]
const spreads = [1, 1, 0.8, 1, 10, 0.6, 7, 7]
const added = [false, false, false, false, true, false, true, true]
/** ms */
const longest = 1000

/** Cycles of the Hodgkin–Huxley neuron on one core: the plain tracer and its kernel, each cycle read once. */
export async function spikeCycles(): Promise<Section> {
  const cycles = hodgkinHuxley.spikeCycles
  const kernel = cycles?.kernel()
  if (!cycles || !kernel) throw new Error('this engine has no WebAssembly SIMD')
  const reference = cycles.reference()
  return {
    title: 'Spike cycles (Hodgkin–Huxley, one core)',
    figures: [
      ...(await compared('draws of the prior', draw(1000, medians, 1), reference, kernel)),
      ...(await compared('draws like a posterior’s', firing(kernel), reference, kernel)),
    ],
  }
}

async function compared(
  what: string,
  rows: Float64Array,
  reference: SpikeCycleTracer,
  kernel: SpikeCycleTracer,
): Promise<Figure[]> {
  const n = rows.length / medians.length
  const intervals = intervalsOf(kernel, rows)
  const rates = await interleaved(
    {
      plain: task(n, () => readAll(reference, rows, n)),
      kernel: task(n, () => readAll(kernel, rows, n)),
    },
    6,
  )
  return [
    about(`${what}: fire`, (100 * intervals.filter(Number.isFinite).length) / n, '%'),
    about(`${what}: interval, median of those`, median(intervals.filter(Number.isFinite)), 'ms'),
    about(`${what}: plain tracer`, 1e6 / rates.of('plain'), 'µs a cell'),
    about(`${what}: kernel`, 1e6 / rates.of('kernel'), 'µs a cell'),
    atLeast(`${what}: kernel to plain tracer`, rates.ratio('kernel', 'plain'), '×', 8),
  ]
}

/** Reads every sample, as an observable does. */
function readAll(tracer: SpikeCycleTracer, rows: Float64Array, n: number): number {
  let sum = 0
  tracer.trace(rows, n, longest, (_, cycle) => {
    if (cycle) for (let i = 0; i < cycle.count; i++) sum += cycle.t[i] * cycle.v[i]
  })
  return sum
}

/** A tenth of the prior's sd, like a posterior, at a drive where cells fire about every 50 ms; all fire. */
function firing(kernel: SpikeCycleTracer): Float64Array {
  const size = medians.length
  const rows = draw(1100, [15, 4, 0.03, 1.1, -45, 0.6, 50, -90], 0.1)
  const found = intervalsOf(kernel, rows).flatMap((interval, row) => (Number.isFinite(interval) ? [row] : []))
  return Float64Array.from(
    found.slice(0, 1000).flatMap((row) => Array.from(rows.subarray(row * size, (row + 1) * size))),
  )
}

/** ms from the foot of a spike to the peak of the next; NaN where a row does not fire. */
function intervalsOf(tracer: SpikeCycleTracer, rows: Float64Array): number[] {
  const n = rows.length / medians.length
  const found = new Array<number>(n).fill(Number.NaN)
  tracer.trace(rows, n, longest, (row, cycle) => {
    if (cycle) found[row] = cycle.t[cycle.count - 1] - cycle.t[0]
  })
  return found
}

function draw(n: number, middle: readonly number[], spread: number): Float64Array {
  const random = createRandom(1)
  return Float64Array.from({ length: n * middle.length }, (_, i) => {
    const j = i % middle.length
    const off = spread * spreads[j] * random.normal()
    return added[j] ? middle[j] + off : middle[j] * Math.exp(off)
  })
}

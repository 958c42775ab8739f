import { hodgkinHuxley } from '../../src-main/model/dynamics/hodgkin-huxley/hodgkin-huxley.ts'
import { createRandom, type Random } from '../../src-main/model/random.ts'
import type { SpikeCycleTracer } from '../../src-main/model/spike-cycle.ts'
import { about, atLeast, type Figure, type Section } from './figure.ts'
import { interleaved, task } from './interleaved.ts'

/** Medians of the prior of the spike cycle, in the order of the neuron's lists, their spreads, and whether those are added or a logarithm’s. */
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
      ...(await compared('draws of the prior', 1, reference, kernel, [480, 40])),
      // A tenth of the prior's spread, as a posterior has it: nearly all fire, about every 50 ms.
      ...(await compared('draws like a posterior’s', 0.1, reference, kernel, [380, 25])),
    ],
  }
}

async function compared(
  what: string,
  spread: number,
  reference: SpikeCycleTracer,
  kernel: SpikeCycleTracer,
  [plainBefore, kernelBefore]: [number, number],
): Promise<Figure[]> {
  const n = 1000
  const rows = draw(n, spread, createRandom(1))
  let fire = 0
  kernel.trace(rows, n, longest, (_, cycle) => {
    if (cycle) fire++
  })
  const rates = await interleaved(
    {
      plain: task(n, () => readAll(reference, rows, n)),
      kernel: task(n, () => readAll(kernel, rows, n)),
    },
    6,
  )
  return [
    about(`${what}: fire`, (100 * fire) / n, '%'),
    about(`${what}: plain tracer`, 1e6 / rates.of('plain'), 'µs a cell', plainBefore),
    about(`${what}: kernel`, 1e6 / rates.of('kernel'), 'µs a cell', kernelBefore),
    atLeast(`${what}: kernel to plain tracer`, rates.ratio('kernel', 'plain'), '×', 8),
  ]
}

/** Goes over every sample, as an observable does. */
function readAll(tracer: SpikeCycleTracer, rows: Float64Array, n: number): number {
  let sum = 0
  tracer.trace(rows, n, longest, (_, cycle) => {
    if (cycle) for (let i = 0; i < cycle.count; i++) sum += cycle.t[i] * cycle.v[i]
  })
  return sum
}

function draw(n: number, spread: number, random: Random): Float64Array {
  return Float64Array.from({ length: n * medians.length }, (_, i) => {
    const j = i % medians.length
    const off = spread * spreads[j] * random.normal()
    return added[j] ? medians[j] + off : medians[j] * Math.exp(off)
  })
}

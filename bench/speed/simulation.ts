import { createPrior } from '../../src-main/model/composition/prior.ts'
import { kernelBuild } from '../../src-main/model/fused-kernels.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createParallelSimulator } from '../../src-main/model/simulate/parallel-simulator.ts'
import { thetasOf } from '../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { about, atLeast, type Section } from './figure.ts'
import { interleaved, task } from './interleaved.ts'

/** Traces of 1,000 points, 4 RK4 steps per interval: the plain solver, its kernel, the kernel on all cores. */
export async function simulation(): Promise<Section> {
  const prior = createPrior(rudi2022)
  const { points } = prior.grid
  const few = 100
  const many = 7168
  const theta = drawThetas(many)
  const observed = new Float32Array(points)
  const sums = new Float64Array(4 * many)
  const out = new Float32Array(many * points)
  const part = many / 4

  const plain = createSimulator(prior.forward, 'reference')
  const kernel = createSimulator(prior.forward)
  const parallel = createParallelSimulator(prior.forward)
  const rates = await interleaved(
    {
      plain: task(few, () => plain.predictions(theta, few, out)),
      traces: task(part, () => kernel.predictions(theta, part, out)),
      'plain sums': task(few, () => plain.residualSums(theta, few, observed, sums)),
      sums: task(part, () => kernel.residualSums(theta, part, observed, sums)),
      'all traces': task(many, () => parallel.predictions(theta, many, out)),
      'all sums': task(many, () => parallel.residualSums(theta, many, observed, sums)),
    },
    9,
  )
  await parallel.close()
  const cores = Math.max(1, parallel.threads)
  const leastRatio = kernelBuild() === 'fused' ? 18 : 12
  return {
    title: 'Simulation (traces of 1,000 points, RK4 with 4 sub-steps)',
    figures: [
      about('plain solver: float64, one trace at a time, one core', rates.of('plain'), 'traces/s', 5900),
      about(
        `kernel (${kernel.kind}, ${kernelBuild()}), residual sums, one core`,
        rates.of('sums'),
        'traces/s',
        126_000,
      ),
      about('kernel, whole traces, one core', rates.of('traces'), 'traces/s', 105_000),
      about(`kernel, residual sums, ${cores} threads`, rates.of('all sums'), 'traces/s', 240_000),
      about(`kernel, whole traces, ${cores} threads`, rates.of('all traces'), 'traces/s', 170_000),
      atLeast(
        'kernel to plain solver, residual sums, one core',
        rates.ratio('sums', 'plain sums'),
        '×',
        leastRatio,
      ),
      atLeast(
        'kernel to plain solver, whole traces, one core',
        rates.ratio('traces', 'plain'),
        '×',
        leastRatio,
      ),
      atLeast(`${cores} threads to one, residual sums`, rates.ratio('all sums', 'sums'), '×', 0.75 * cores),
      about(`${cores} threads to the plain solver`, rates.ratio('all sums', 'plain sums'), '×', 40),
    ],
  }

  function drawThetas(n: number): Float64Array {
    const random = createRandom(1)
    const dimension = prior.parameters.length
    const values = new Float64Array(n * dimension)
    for (let k = 0; k < n; k++) prior.sample(random, values, k * dimension)
    return thetasOf(prior, values, n)
  }
}

import { createRandom } from '../../src-main/model/random.ts'
import { adamStep, createAdamState, plainAdam } from '../../src-main/training/adam.ts'
import { about, atLeast, type Section } from './figure.ts'
import { interleaved, task } from './interleaved.ts'

/** An Adam step on the weights of a large network, in WebAssembly and in plain TypeScript. */
export async function adam(): Promise<Section> {
  const n = 1_600_000
  const random = createRandom(1)
  const gradient = Float32Array.from({ length: n }, () => 1e-3 * random.normal())
  const start = Float32Array.from({ length: n }, () => 0.05 * random.normal())
  const [plain, fast] = [start.slice(), start.slice()]
  const [plainState, fastState] = [createAdamState(n), createAdamState(n)]
  const rates = await interleaved(
    {
      plain: task(1, () => adamStep(plain, gradient, plainState, 1e-3, 5, plainAdam)),
      fast: task(1, () => adamStep(fast, gradient, fastState, 1e-3, 5)),
    },
    3,
  )
  return {
    title: 'Adam, a step on 1,600,000 weights',
    figures: [
      about('plain TypeScript', 1000 / rates.of('plain'), 'ms', 24),
      about('WebAssembly SIMD', 1000 / rates.of('fast'), 'ms', 6),
      atLeast('WebAssembly to plain', rates.ratio('fast', 'plain'), '×', 2.5),
    ],
  }
}

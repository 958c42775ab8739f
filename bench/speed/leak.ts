import { startEngine } from '../../src-main/compute/tensorflow/start-engine.ts'
import type { NetworkSpec } from '../../src-main/contract/networks.ts'
import { atMost, type Section } from './figure.ts'
import { createTrainer } from './trainer.ts'

const tiny: NetworkSpec = {
  kind: 'posterior',
  embedding: 'patches',
  points: 5,
  widths: [8, 8],
  dense: [16, 8],
  density: { kind: 'gaussianMixture', components: 2 },
}
const steps = 10_000

/** Tensors and memory over 10,000 training steps of a tiny network. */
export async function leak(): Promise<Section> {
  const { engine, backend } = await startEngine()
  const trainer = createTrainer(tiny, 16, engine, { dt: 0.2, points: 40, substeps: 1 })
  const rss = (): number => process.memoryUsage.rss() / 2 ** 20
  let [tensors, memory] = [0, 0]
  for (let i = 0; i < steps; i++) {
    trainer.step()
    // Warm-up: until then the engine is still compiling.
    if (i === steps / 5) [tensors, memory] = [engine.tensorCount(), rss()]
  }
  const figures = [
    atMost('tensors at the end minus at the start', engine.tensorCount() - tensors, '', 0),
    atMost('memory at the end minus after 2,000 steps', rss() - memory, 'MB', 30),
  ]
  trainer.dispose()
  return {
    title: `Leaks: ${steps.toLocaleString('en-US')} training steps of a tiny network (${backend.name})`,
    figures,
  }
}

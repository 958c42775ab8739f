import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createCompute } from '../../src-main/compute/process/client.ts'
import { forkUnderNode } from '../../src-main/compute/process/fork-node.ts'
import { readModel } from '../../src-main/library/model-format/read-model.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { numericsOf } from '../../test/end-to-end/programs.ts'
import { about, atMost, type Figure, type Section } from './figure.ts'

const estimates = 10

/** Memory of the compute process by stage: a first start, without anything in the cache, and a later one. */
export async function computeMemory(model: string): Promise<Section> {
  const cache = await mkdtemp(join(tmpdir(), 'nagumo-bench-memory-'))
  process.env.XDG_CACHE_HOME = cache
  try {
    const first = await stages(resolve(model), 'first start')
    const later = await stages(resolve(model), 'later start')
    return {
      title: `Memory of the compute process (${first.backend})`,
      figures: [...first.figures, ...later.figures],
    }
  } finally {
    await rm(cache, { recursive: true, force: true })
  }
}

async function stages(modelFolder: string, start: string): Promise<{ backend: string; figures: Figure[] }> {
  const { prior } = (await readModel(modelFolder)).learner
  const { traces } = createBatchSource(prior, estimates)(createRandom(11))
  const compute = createCompute(forkUnderNode())
  const client = compute.client()
  const figures: Figure[] = []
  const note = async (stage: string): Promise<void> => {
    figures.push(about(`${start}: ${stage}`, (await memoryNow()).now, 'MB'))
  }
  try {
    const { name: backend } = await client.backend()
    await note('TensorFlow loaded')
    await client.warm({ modelFolder })
    await note('model ready')
    for (let k = 0; k < estimates; k++) {
      const trace = Array.from(traces.subarray(k * prior.size, (k + 1) * prior.size))
      const scale = { offset: 0, gain: 1, timeScale: 1, start: 0 }
      const job = { trace, modelFolder, seed: k, scale, voltageUnit: null, recordedSpikes: null, notes: [] }
      for await (const _ of await client.estimate({ ...job, rescalingParameters: 0 }));
      if (k === 0) await note('after the first estimate')
    }
    await note(`after ${estimates} estimates`)
    figures.push(atMost(`${start}: most of all`, (await memoryNow()).most, 'MB', 400))
    return { backend, figures }
  } finally {
    await compute.close()
  }
}

/** Resident memory of the compute process, MB; NaN where the system does not report it. */
async function memoryNow(): Promise<{ now: number; most: number }> {
  const [pid] = numericsOf(process.pid)
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024
  return { now: of('VmRSS'), most: of('VmHWM') }
}

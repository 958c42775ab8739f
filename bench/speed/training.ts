import { defaultNetwork, networkCatalogue } from '../../src-main/inference/network/catalogue/networks.ts'
import { trainingBefore } from './before.ts'
import { about, atMost, type Figure, notMeasured, type Section } from './figure.ts'
import { forkPart } from './fork-part.ts'
import type { TrainingAnswer, TrainingQuestion } from './training-server.ts'

const batches = [32, 256, 1024]
const seconds = 1.6

/** Training on each backend, measured alternately, for each network and batch size. */
export async function training(): Promise<Section> {
  const figures: Figure[] = []
  const servers = []
  for (const backend of ['native', 'wasm']) {
    const server = await startServer(backend)
    if (typeof server === 'string') figures.push(notMeasured(`training on ${backend}`, server))
    else servers.push(server)
  }
  // First, since WebAssembly memory never shrinks after large batches.
  for (const { backend, ask } of servers) {
    for (const network of [defaultNetwork, 'posterior-small']) {
      const { samplesPerSecond, waiting, memory } = await ask({
        network,
        batch: 256,
        seconds: 4,
        fresh: true,
      })
      const name = `${network}, ${backend}, batch 256, with fresh simulations`
      figures.push(about(name, samplesPerSecond, 'samples/s', trainingBefore[name]))
      figures.push(atMost(`${name}: waiting for data`, 100 * waiting, '%', 10))
      if (network === defaultNetwork) figures.push(about(`${name}: memory`, memory, 'MB'))
    }
  }
  for (const network of Object.keys(networkCatalogue)) {
    for (const batch of batches) {
      for (const { backend, ask } of servers) {
        const name = `${network}, ${backend}, batch ${batch}`
        const { samplesPerSecond } = await ask({ network, batch, seconds, fresh: false })
        figures.push(about(name, samplesPerSecond, 'samples/s', trainingBefore[name]))
      }
    }
  }
  for (const { close } of servers) close()
  return { title: 'Training (a step: loss, gradient and Adam)', figures }
}

/** A process that trains on a backend, or why it is unavailable. */
async function startServer(backend: string) {
  const child = forkPart('training-server', { NAGUMO_BACKEND: backend })
  const next = (): Promise<{ ready?: true; answer?: TrainingAnswer; failed?: string }> =>
    new Promise((resolve) => {
      const exited = (code: number | null): void => resolve({ failed: `its process ended with code ${code}` })
      child.once('exit', exited)
      child.once('message', (message: object) => {
        child.off('exit', exited)
        resolve(message)
      })
    })
  const { failed } = await next()
  if (failed !== undefined) return failed
  return {
    backend,
    async ask(question: TrainingQuestion): Promise<TrainingAnswer> {
      child.send(question)
      const { answer, failed } = await next()
      if (!answer) throw new Error(`${backend}: ${failed}`)
      return answer
    },
    close: () => child.disconnect(),
  }
}

import { adam } from './adam.ts'
import { computeMemory } from './compute-memory.ts'
import type { Section } from './figure.ts'
import { forkPart } from './fork-part.ts'
import { leak } from './leak.ts'
import { oneClick } from './one-click.ts'
import { simulation } from './simulation.ts'
import { spikeCycles } from './spike-cycles.ts'
import { training } from './training.ts'
import { serveTraining } from './training-server.ts'
import { measureWindow } from './window/window.ts'

const parts: Record<string, (model: string, reports: number) => Promise<Section>> = {
  simulation,
  'spike-cycles': spikeCycles,
  adam,
  training,
  leak,
  'one-click': oneClick,
  memory: computeMemory,
  window: measureWindow,
}

export type PartAnswer = { section: Section } | { failed: string }

export function runPart(
  name: string,
  { model, reports }: { model: string; reports: number },
  environment?: Record<string, string>,
): Promise<PartAnswer> {
  const child = forkPart(name, environment, ['--model', model, '--reports', String(reports)])
  return new Promise((resolve) => {
    child.once('message', (answer: PartAnswer) => resolve(answer))
    child.once('exit', (code, signal) =>
      resolve({ failed: `its process ended (${signal ?? `code ${code}`})` }),
    )
  })
}

/** The child process: measures and reports to the parent. */
export async function answerPart(name: string, model: string, reports: number): Promise<number> {
  if (name === 'training-server') {
    await serveTraining().catch((error: Error) => process.send?.({ failed: error.message }))
    return 0
  }
  const answer = await parts[name](model, reports).then(
    (section): PartAnswer => ({ section }),
    (error: unknown): PartAnswer => ({ failed: error instanceof Error ? error.message : String(error) }),
  )
  await new Promise((resolve) => process.send?.(answer, resolve))
  process.disconnect?.()
  return 0
}

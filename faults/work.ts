import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Report } from '../src-main/contract/reports.ts'
import type { TrainingRequest } from '../src-main/contract/trainings.ts'
import { rudi2022 } from '../src-main/model/prior/presets.ts'
import { abf2, plainPlan } from '../test/recording/abf-files.ts'
import { until } from './processes.ts'
import type { Client } from './programs.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sample = readFileSync(join(root, 'resources/samples/example-neuron.csv'), 'utf8')

/** The sample, whose estimate takes a second. */
export function shortTrace(name = 'short.csv'): File {
  return new File([sample], name)
}

/** A small file of each supported format. */
export function eachFormat(): File[] {
  const nwb = readFileSync(join(root, 'test/recording/nwb/current-clamp.nwb'))
  return [
    shortTrace('again.csv'),
    new File([new Uint8Array(abf2(plainPlan()))], 'again.abf'),
    new File([new Uint8Array(nwb)], 'again.nwb'),
  ]
}

/** The sample repeated so many times: a few windows of an estimate over time. */
export function longTrace(times: number, name = 'long.csv'): File {
  const [head, ...rows] = sample.trim().split(/\r?\n/)
  const cells = rows.map((row) => row.split(','))
  const step = Number(cells[1][0]) - Number(cells[0][0])
  const all = Array.from({ length: times }, () => cells).flat()
  const text = all.map(([, ...values], k) => [Number((k * step).toFixed(6)), ...values].join(','))
  return new File([[head, ...text, ''].join('\n')], name)
}

/** A training of one or two seconds. */
export function tinyTraining(name: string, samples = 2048): TrainingRequest {
  return {
    name,
    description: '',
    prior: { ...rudi2022, grid: { ...rudi2022.grid, dt: 1, points: 40, substeps: 20 } },
    network: 'posterior-small',
    samples,
    seed: 5,
    earlyStopping: false,
    startFrom: null,
  }
}

export const shippedModel = 'rudi-2022'

/** @param onStage called with each stage @returns the report, which was acknowledged as saved */
export async function estimate(
  client: Client,
  recordingId: string,
  onStage: (stage: string) => void = () => undefined,
): Promise<{ report: Report; notKept?: string | undefined }> {
  for await (const event of await client.estimates.run({
    recordingId,
    sweep: 0,
    modelId: shippedModel,
    seed: 1,
  })) {
    if (event.type === 'report') return event
    if (event.type === 'stage') onStage(event.stage)
  }
  throw new Error('The estimate ended without a report.')
}

/**
 * @param onWindow called with each finished window: its series, and the number finished so far
 * @returns the series' id, which was acknowledged as saved
 */
export async function estimateOverTime(
  client: Client,
  recordingId: string,
  onWindow: (id: string, done: number) => void = () => undefined,
): Promise<string> {
  const request = { recordingId, sweep: 0, modelId: shippedModel, seed: 1, step: 200 }
  let id = ''
  let done = 0
  for await (const event of await client.estimates.overTime(request)) {
    if (event.type === 'plan') id = event.id
    if (event.type === 'window') onWindow(id, ++done)
    if (event.type === 'series') return event.series.id
  }
  throw new Error('The estimates over time ended without a series.')
}

/** Waits for a training. @returns the model’s id @throws Error with its failure */
export async function trained(client: Client, id: string): Promise<string> {
  let model: string | null = null
  await until(
    `the training ${id} is done`,
    async () => {
      const run = (await client.trainings.list()).find((one) => one.id === id)
      if (!run) throw new Error(`the training ${id} is not listed`)
      if (run.state === 'failed' || run.state === 'interrupted')
        throw new Error(`the training ${id} is ${run.state}: ${run.error?.message}`)
      model = run.modelId
      return run.state === 'done'
    },
    300_000,
  )
  if (model === null) throw new Error(`the training ${id} is done and has no model`)
  return model
}

import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { BatchHeader, BatchOptions, BatchRow } from '../contract/batches.ts'
import { NagumoError } from '../contract/errors.ts'
import { currentSha256 } from '../integrity/unchanged-file.ts'
import { batchModels, namedModels } from '../jobs/batch/batch-models.ts'
import type { ItemResult } from '../jobs/batch/estimate-item.ts'
import { openBatch } from '../jobs/batch/manifest.ts'
import { type BatchRecordings, planBatch } from '../jobs/batch/plan-batch.ts'
import { readManifest } from '../jobs/batch/read-manifest.ts'
import { runBatch } from '../jobs/batch/run-batch.ts'
import { findModel, nextModel } from '../jobs/find-model.ts'
import type { Library } from '../library/index.ts'
import { exportReport } from '../report/export.ts'
import { resumeLine, rowLine, timeLeft } from './batch-lines.ts'
import type { CliContext } from './context.ts'
import type { BatchCommand, EstimateCommand } from './estimate-command.ts'
import { namesWithin } from './find-recordings.ts'
import { readTraces } from './read-traces.ts'
import { errorLine, jsonLine } from './report-lines.ts'

/**
 * Estimates a batch into the folder of --out, or resumes the one there. Prints a line for each finished item; failures
 * are reported and are results.
 * @returns 0 where each item has a result; 1 where some failed for machine-related reasons and are left for --resume
 * @throws NagumoError USAGE, LIBRARY_DAMAGED, LIBRARY_UNWRITABLE, CANCELLED
 */
export async function estimateBatch(
  command: EstimateCommand,
  batch: BatchCommand,
  library: Library,
  context: CliContext,
): Promise<number> {
  const out = command.out ?? '.'
  const there = batch.resume ? await readManifest(out) : null
  const models = batchModels(library, (unit) => findModel(library, command.model, unit), {
    prior: command.prior ?? null,
    priorChange: command.priorChange,
  })
  const seed = command.seed ?? there?.header.plan.options.seed
  if (seed === undefined && batch.shard)
    throw new NagumoError('USAGE', '--shard needs --seed N, the same for all shards.')
  const options = await optionsOf(command, batch, seed ?? randomInt(2 ** 32), models)
  const recordings = recordingsOf(command)
  const plan = await planBatch(recordings, options, {
    shard: batch.shard,
    known: there?.header.plan.files ?? [],
    signal: context.signal,
    told: (done, total) => context.progress(`listing the files: ${done} of ${total}`),
  })
  const again = ['estimate', ...batch.again, '--seed', String(options.seed)]
  const header: BatchHeader = {
    format: 'nagumo-batch',
    version: 1,
    createdAt: new Date().toISOString(),
    program: { version: context.version },
    command: again,
    plan,
  }
  const store = await openBatch(out, header, batch.resume)
  if (store.damaged > 0)
    context.say(`${store.damaged} lines of the manifest were damaged; their items are done again.`)
  const goOn = resumeLine(again, batch.shard, out)
  const rows = new Map(store.before.map((row) => [row.item.id, kindOf(row)]))
  let total = 0
  try {
    const events = runBatch({
      plan,
      recordings,
      modelFor: models,
      version: context.version,
      store,
      workers: command.workers ?? availableParallelism(),
      createCompute: () => context.createCompute(),
      also: (report) => [{ ending: 'csv', text: exportReport(report, 'csv').text }],
      onResult: (result) => printResult(result, { command, library, context }),
      signal: context.signal,
    })
    for await (const event of events) {
      if (event.type === 'plan') {
        total = event.items.length
        if (rows.size > 0) context.say(`${rows.size} of ${total} items are done already.`)
      } else if (event.type === 'done') rows.set(event.row.item.id, kindOf(event.row))
      else if (event.type === 'progress')
        context.progress(
          `${event.done} of ${event.total} done${event.failed ? `, ${event.failed} failed` : ''}${timeLeft(event.secondsLeft)}`,
        )
    }
  } catch (error) {
    context.progress('')
    context.say(`${rows.size} of ${total} items are done and saved. Continue with: ${goOn}`)
    throw error
  } finally {
    await store.close()
  }
  context.progress('')
  const count = (kind: Kind) => [...rows.values()].filter((one) => one === kind).length
  const [failed, left] = [count('failed'), count('again')]
  context.say(
    `${count('estimated')} of ${total} items estimated, ${failed + left} failed. For a table: nagumo collect ${out}`,
  )
  if (left > 0) context.say(`${left} failed because of the machine, not the data. Retry with: ${goOn}`)
  return left > 0 ? 1 : 0
}

type Kind = 'estimated' | 'failed' | 'again'

function kindOf({ error, again }: BatchRow): Kind {
  return error === null ? 'estimated' : again ? 'again' : 'failed'
}

/** All options that determine the numbers. */
async function optionsOf(
  command: EstimateCommand,
  { windows }: BatchCommand,
  seed: number,
  modelFor: ReturnType<typeof batchModels>,
): Promise<BatchOptions> {
  const { sweeps, prior, priorChange, noise, crossCheck, stimulus, choice } = command
  return {
    seed,
    models: await namedModels(modelFor),
    sweeps,
    windows,
    prior: prior ?? null,
    priorChange,
    noise: noise ?? null,
    crossCheck,
    stimulus: stimulus === undefined ? 'file' : stimulus,
    choice,
  }
}

function recordingsOf(command: EstimateCommand): BatchRecordings {
  const names = namesWithin(command.files)
  const fileOf = (path: string): string => names.get(path) ?? path
  return {
    paths: [...names.keys()],
    sha256: (path) => currentSha256(fileOf(path)),
    read: (path, signal) => readTraces(fileOf(path), command, signal),
  }
}

async function printResult(
  { row, report, source }: ItemResult,
  { command, library, context }: { command: EstimateCommand; library: Library; context: CliContext },
): Promise<void> {
  const { item, error } = row
  const next = command.json && report ? await nextModel(library, report.verdict) : null
  context.progress('')
  if (!command.json) context.print(rowLine(row))
  else if (error) context.print(errorLine(item.path, item.sweep, error))
  else if (report) context.print(jsonLine(item.path, report, next, source?.doubts))
}

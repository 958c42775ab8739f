import { randomInt } from 'node:crypto'
import type { BatchHeader, BatchOptions, BatchRequest } from '../../contract/batches.ts'
import type { Library } from '../../library/index.ts'
import { findModel } from '../find-model.ts'
import { batchModels, namedModels } from './batch-models.ts'
import { filesOfLibrary, type LibraryTraces, libraryRecordings } from './library-recordings.ts'
import { planBatch } from './plan-batch.ts'

/**
 * The manifest's header for a batch requested in the window.
 * @throws NagumoError NOT_FOUND or MODEL_DAMAGED where a model can't be used
 */
export async function headerOfRequest(
  { library, traces, version }: { library: Library; traces: LibraryTraces; version: string },
  request: BatchRequest,
): Promise<BatchHeader> {
  const { recordingIds, sweeps, windows, modelId, noise, crossCheck } = request
  const own = { prior: null, priorChange: {} }
  const models = batchModels(
    library,
    (unit) => (modelId === null ? findModel(library, undefined, unit) : library.models.get(modelId)),
    own,
  )
  const options: BatchOptions = {
    seed: request.seed ?? randomInt(2 ** 32),
    models: await namedModels(models),
    sweeps,
    windows,
    ...own,
    noise,
    crossCheck,
    stimulus: 'file',
    choice: {},
  }
  const files = await filesOfLibrary(library, recordingIds, sweeps)
  const plan = await planBatch(libraryRecordings(library, traces, files), options, {
    shard: null,
    known: files,
    signal: new AbortController().signal,
  })
  // For unreadable recordings only the name is known.
  const known = new Map(files.map((file) => [file.path, file]))
  return {
    format: 'nagumo-batch',
    version: 1,
    createdAt: new Date().toISOString(),
    program: { version },
    command: null,
    plan: { ...plan, files: plan.files.map((file) => ({ ...known.get(file.path), ...file })) },
  }
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OverTimeEvent } from '../../../src-main/contract/estimates.ts'
import type { Series } from '../../../src-main/contract/series.ts'
import { createLearner } from '../../../src-main/inference/network/learner.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { fakeCompute } from '../../services/fake-compute.ts'
import { modelCard, writeModelFolder } from '../../services/fixtures.ts'
import { csv, openTestWorkbench } from '../../services/workbench.ts'
import { presetOn } from '../../support/priors.ts'

/** The model that `openLong` brings. */
export const modelId = 'short-traces'

/** Sweeps of 200 ms, and a model for traces of 40 ms: nine windows, 20 ms apart. */
export async function openLong(compute = fakeCompute()) {
  const workbench = await openTestWorkbench(compute)
  const { client, library } = workbench
  const models = join(library.folder, 'models')
  const prior = presetOn({ points: 200 })
  await writeModelFolder(models, { id: modelId, name: 'Short traces', prior })
  const weights = createLearner(createPrior(prior), modelCard.network).weightCount
  await writeFile(join(models, modelId, 'weights.bin'), Buffer.alloc(4 * weights))
  const { id: recordingId } = await client.recordings.import({ file: csv() })
  return { ...workbench, compute, recordingId }
}

export async function collect(stream: AsyncIterable<OverTimeEvent>): Promise<OverTimeEvent[]> {
  const events: OverTimeEvent[] = []
  for await (const event of stream) events.push(event)
  return events
}

export function seriesOf(events: readonly OverTimeEvent[]): Series {
  const last = events.at(-1)
  if (last?.type !== 'series') throw new Error('no series')
  return last.series
}

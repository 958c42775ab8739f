import type { BatchModel, BatchOptions } from '../../contract/batches.ts'
import type { ModelEntry } from '../../contract/models.ts'
import { VoltageUnit as units, type VoltageUnit } from '../../contract/recordings.ts'
import type { Library } from '../../library/index.ts'
import { changedPrior } from '../changed-prior.ts'
import type { BatchWork } from './estimate-item.ts'

type ModelFor = BatchWork['modelFor']

/** The model for each unit, looked up once, with the requested prior. @throws NagumoError what `find` throws */
export function batchModels(
  { models }: Pick<Library, 'models'>,
  find: (unit: VoltageUnit) => Promise<ModelEntry>,
  { prior, priorChange }: Pick<BatchOptions, 'prior' | 'priorChange'>,
): ModelFor {
  const look = async (unit: VoltageUnit) => {
    const model = await find(unit)
    const modelFolder = await models.folderOf(model.id)
    return { model, modelFolder, prior: changedPrior(model.prior, prior ?? undefined, priorChange) }
  }
  const known = new Map<VoltageUnit, ReturnType<typeof look>>()
  return (unit) => {
    const found = known.get(unit) ?? look(unit)
    known.set(unit, found)
    return found
  }
}

/** The same by a batch's options: one for each unit. @throws NagumoError NOT_FOUND, MODEL_DAMAGED */
export async function namedModels(modelFor: ModelFor): Promise<BatchModel[]> {
  const found: BatchModel[] = []
  for (const unit of units.options) {
    const { id, name, checksum } = (await modelFor(unit)).model
    found.push({ unit, id, name, checksum })
  }
  return found
}

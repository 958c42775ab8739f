import { z } from 'zod'
import { MadeWith, type ModelCard } from '../../contract/models.ts'
import type { Learner } from '../../inference/network/learner.ts'
import { sha256Of } from '../../integrity/sha256.ts'
import { parseJson } from './bytes.ts'
import { modelDamaged } from './damage.ts'
import { readPlainFile } from './plain-file.ts'

/** Golden traces: reference inputs with the network's outputs when the model was written. */
export const Golden = z.object({
  format: z.literal('nagumo-golden'),
  version: z.literal(1),
  madeWith: MadeWith,
  /** Model units, on the model's grid. */
  traces: z.array(z.array(z.number())).min(1).max(64),
  /** Network output for each trace, in its own scale. */
  outputs: z.array(z.array(z.number())),
  /** Mean and sd of the proposal for each trace, in unbounded coordinates, by parameter; before any recalibration. */
  proposals: z.array(z.object({ mean: z.array(z.number()), sd: z.array(z.number()) })),
})
export type Golden = z.infer<typeof Golden>

/**
 * The golden traces of a model, or null for models from before they existed.
 * @throws NagumoError MODEL_DAMAGED where they do not belong to its card
 */
export async function readGolden(folder: string, card: ModelCard, { size }: Learner): Promise<Golden | null> {
  if (card.golden === null) return null
  const bytes = await readPlainFile(folder, 'golden.json')
  if (sha256Of(bytes) !== card.golden) {
    throw modelDamaged(folder, 'its golden traces, golden.json, do not match its card')
  }
  const parsed = Golden.safeParse(parseJson(bytes))
  const fits =
    parsed.success &&
    parsed.data.outputs.length === parsed.data.traces.length &&
    parsed.data.proposals.length === parsed.data.traces.length &&
    parsed.data.traces.every((trace) => trace.length === size)
  if (!fits) throw modelDamaged(folder, 'golden.json does not contain golden traces in the expected form')
  return parsed.data
}

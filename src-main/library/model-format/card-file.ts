import { issueText } from '../../contract/issue-words.ts'
import { ModelCard } from '../../contract/models.ts'
import type { Learner } from '../../inference/network/learner.ts'
import { sealBroken, sealed, sealOf } from '../../integrity/seal.ts'
import { parseJson } from './bytes.ts'
import { modelDamaged, modelUnknown } from './damage.ts'
import { learnerOfCard } from './learner-of-card.ts'
import { cardVersion, isJson, migrateCard } from './migrate.ts'
import { isThere, readPlainFile } from './plain-file.ts'

/**
 * The card of a model's folder, migrated to the current version.
 * @throws NagumoError MODEL_DAMAGED with what is wrong
 */
export async function readCard(folder: string): Promise<ModelCard> {
  return (await readCardWithLearner(folder)).card
}

/** The same with the prior and network built from it, as validation. */
export async function readCardWithLearner(folder: string): Promise<{ card: ModelCard; learner: Learner }> {
  if (!(await isThere(folder, 'card.json')) && (await isThere(folder, 'model.json'))) {
    throw modelUnknown(
      folder,
      'it has a model.json but no card.json, so it was made by another program: its prior and its outputs are unknown',
      'Nagumo reads models that Nagumo trained.',
    )
  }
  return parseCard(folder, await readPlainFile(folder, 'card.json'))
}

/** Serializes a card, in one canonical form. */
export function cardText(card: ModelCard): string {
  return sealed(JSON.stringify(ModelCard.parse(card), null, 1))
}

function parseCard(folder: string, bytes: Buffer): { card: ModelCard; learner: Learner } {
  const data = parseJson(bytes)
  if (!isJson(data)) throw modelDamaged(folder, 'its card, card.json, is truncated or is not JSON')
  if (sealOf(bytes) === 'broken') throw modelDamaged(folder, `its card, card.json, ${sealBroken}`)
  if (data.format !== 'nagumo-model') {
    throw modelDamaged(
      folder,
      `its card has the format ${shown(data.format)}, while “nagumo-model” was expected`,
    )
  }
  if (typeof data.version === 'number' && data.version > cardVersion) {
    throw modelUnknown(
      folder,
      `it was made by a newer Nagumo: its card has version ${data.version}, and this program reads up to ${cardVersion}`,
      'Update Nagumo.',
    )
  }
  const parsed = ModelCard.safeParse(migrateCard(data))
  if (!parsed.success) {
    throw modelDamaged(folder, `its card is not valid ${issueText(parsed.error)}`)
  }
  const learner = learnerOfCard(parsed.data)
  if (typeof learner === 'string') throw modelDamaged(folder, learner)
  return { card: parsed.data, learner }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `“${value.slice(0, 40)}”` : String(JSON.stringify(value)).slice(0, 40)
}

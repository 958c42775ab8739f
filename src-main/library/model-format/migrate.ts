/** The current card version. */
export const cardVersion = 3

type Json = Record<string, unknown>

/** Migrations from each older version to the next. */
const steps: Record<number, (card: Json) => Json> = {
  /** Version 2 adds a user's note, the versions of the software that made it, and golden traces. */
  1: (card) => ({
    ...card,
    version: 2,
    note: '',
    versions: { program: null, tensorflow: null },
    golden: null,
  }),
  /** Version 3 gives each embedding its own size field; in 2 “patch” had three meanings. */
  2: (card) => ({ ...card, version: 3, network: withoutPatch(card.network) }),
}

const namesOfPatch: Record<string, string> = { patches: 'points', convolutions: 'stride', cycle: 'harmonics' }

function withoutPatch(network: unknown): unknown {
  if (!isJson(network) || !('patch' in network)) return network
  const { patch, widths, ...rest } = network
  const name = Object.hasOwn(namesOfPatch, String(rest.embedding)) && namesOfPatch[String(rest.embedding)]
  if (!name) return network
  return { ...rest, [name]: patch, ...(name !== 'harmonics' && { widths }) }
}

/** Migrates a card to the current version; anything that is not an older card is returned unchanged. */
export function migrateCard(data: unknown): unknown {
  let card = data
  for (;;) {
    const step = isJson(card) && typeof card.version === 'number' ? steps[card.version] : undefined
    if (!step) return card
    card = step(card as Json)
  }
}

export function isJson(data: unknown): data is Json {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

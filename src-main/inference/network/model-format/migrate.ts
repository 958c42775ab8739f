/** The version that cards are written in. */
export const cardVersion = 2

type Json = Record<string, unknown>

/** From each older version to the next. */
const steps: Record<number, (card: Json) => Json> = {
  /** 2 has a note of the person's, the versions of what made it, and golden traces. */
  1: (card) => ({
    ...card,
    version: 2,
    note: '',
    versions: { program: null, tensorflow: null },
    golden: null,
  }),
}

/** A card as this version has it; what is no older card of ours is given back as it is. */
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

/** The version that cards are written in. */
export const cardVersion = 3

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
  /** 3 has a field of its own for what each embedding goes by; in 2 “patch” meant three things. */
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

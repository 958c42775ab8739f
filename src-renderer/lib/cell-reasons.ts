import type { CellReport, Reason } from './types.ts'

/** A part of a cell's verdict: the membrane, or the spikes. */
export interface CellLayer {
  name: string
  level: Reason['level']
  headline: string
  reasons: readonly Reason[]
}

/** Checks of one layer for what a drift of the family says of the resting potential. */
const ofRest: readonly string[] = ['membraneSteady', 'restDrift']

/**
 * The reasons of a cell's verdict, each once: those of the cell (in every layer, or of none), then those of each layer
 * alone. A drift of the resting potential is one of the cell: the numbers of the layers' checks stand with it.
 */
export function cellReasons({ verdict, membrane, gif }: Pick<CellReport, 'verdict' | 'membrane' | 'gif'>): {
  cell: Reason[]
  layers: CellLayer[]
} {
  const layers = [
    ...(membrane ? [{ name: 'Membrane', of: membrane }] : []),
    ...(gif ? [{ name: 'Spikes', of: gif }] : []),
  ]
  const holders = ({ text }: Reason): number =>
    layers.filter(({ of }) => of.reasons.some((one) => one.text === text)).length
  const cell = verdict.reasons.filter(
    (reason) => holders(reason) === 0 || (layers.length > 1 && holders(reason) > 1),
  )
  const drift = cell.find(({ check, text }) => check === 'familyDrift' && /resting potential/i.test(text))
  const numbers = new Set<string>()
  const own = layers.map(({ name, of }): CellLayer => {
    const headline = withoutTail(of.headline, cell)
    const reasons = of.reasons.filter((reason) => {
      if (cell.some(({ text }) => text === reason.text)) return false
      const said = drift && reason.level !== 'ok' && ofRest.includes(reason.check)
      if (!said || headline.endsWith(reason.text)) return true
      numbers.add(reason.number)
      return false
    })
    return { name, level: of.level, headline, reasons }
  })
  return {
    cell: cell.map((one) => (one === drift ? { ...one, number: [one.number, ...numbers].join('; ') } : one)),
    layers: own,
  }
}

/** A layer's headline without a doubt about the cell that is appended to it. */
function withoutTail(headline: string, cell: readonly Reason[]): string {
  const tail = cell.map(({ text }) => ` But: ${text}`).find((one) => headline.endsWith(one))
  return tail ? headline.slice(0, -tail.length) : headline
}

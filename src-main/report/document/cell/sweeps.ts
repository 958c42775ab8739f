import type { CellReport } from '../../../contract/cells.ts'
import { estimateText } from '../../../contract/estimate-text.ts'
import { fixed } from '../../../contract/numbers.ts'
import { plain } from '../../../contract/quantities.ts'
import { table } from '../blocks.ts'
import type { TableBlock } from '../document.ts'
import { none } from '../numbers.ts'

type Sweep = CellReport['features']['sweeps'][number]

/** A column: its head with the unit, and its text for a sweep. */
interface Column {
  head: string
  text: (sweep: Sweep) => string
}

const number = (head: string, decimals: number, of: (sweep: Sweep) => number | null): Column => ({
  head,
  text: (sweep) => {
    const x = of(sweep)
    return x === null ? none : fixed(x, decimals)
  },
})

/** Table of the sweeps: measured features, and predictions. */
export function sweepTable({ features, membrane, gif }: CellReport): TableBlock {
  const alone = (sweep: number) => membrane?.sweeps.find((one) => one.sweep === sweep)
  const predicted = (sweep: number) => gif?.heldOut?.sweeps.find((one) => one.sweep === sweep)?.predicted
  const columns: Column[] = [
    { head: 'amplitude, pA', text: ({ amplitude }) => plain(amplitude, 4) },
    number('spikes', 0, ({ spikes }) => spikes),
    ...(gif?.heldOut ? [number('predicted in all', 1, ({ sweep }) => predicted(sweep)?.mean ?? null)] : []),
    ...(features.sweeps.some(({ spikesOutside }) => spikesOutside > 0)
      ? [number('outside', 0, ({ spikesOutside }) => spikesOutside)]
      : []),
    number('rate, Hz', 1, ({ rate }) => rate),
    number('latency, ms', 1, ({ latency }) => latency),
    number('first ISI, ms', 1, ({ firstInterval }) => firstInterval),
    number('last ISI, ms', 1, ({ lastInterval }) => lastInterval),
    number('last/first', 2, ({ adaptation }) => adaptation),
    number('threshold, mV', 1, ({ threshold }) => threshold),
    number('rest, mV', 1, ({ rest }) => rest),
    number('steady, mV', 1, ({ steady }) => steady),
    ...(membrane?.sweeps.some(({ rIn }) => rIn !== null)
      ? [
          {
            head: 'R_in, MΩ',
            text: ({ sweep }: Sweep) => {
              const found = alone(sweep)?.rIn
              return found ? estimateText(found).median : none
            },
          },
        ]
      : []),
  ]
  return table(
    'Each sweep separately',
    ['sweep', ...columns.map(({ head }) => `#${head}`)],
    features.sweeps.map((sweep) => [sweep.name, ...columns.map(({ text }) => text(sweep))]),
  )
}

import { accuracyOf } from '../../../src-main/training/accuracy.ts'
import type { Columns } from '../page/evidence.ts'
import { prior } from '../test-set.ts'
import type { Reader } from './readers.ts'
import { recombined, slowPart, squaredCorrelation } from './split.ts'

/** How the input combines a trace with another one, its donor. */
export type Variant = 'whole' | 'fastOfDonor' | 'slowOfDonor' | 'statisticsOfDonor' | 'embeddingOfDonor'

/** Information of the estimates on one parameter: squared correlations with the true value of either trace. */
export interface Told {
  own: number
  donor: number
}

export interface ReaderResult {
  name: string
  /** R² of the estimates on whole traces. */
  r2: Record<string, number>
  told: Partial<Record<Variant, Record<string, Told>>>
  /** Squared correlation with the own trace where everything faster than a window is the donor's; by window in ms. */
  byWindow: { ms: number; own: Record<string, number> }[]
}

/** Points of the moving average that separates slow from fast in the table: 5 · 0.2 ms. */
export const splitWindow = 5
/** The first one leaves nothing to the donor. */
const windows = [1, 3, 5, 9, 17, 33, 65, 129]

/** Evaluates a network on recombined test traces, and measures whose parameters it estimates. */
export function measureReader(reader: Reader, traces: Float32Array, truth: Columns): ReaderResult {
  const { points, dt } = prior.grid
  const n = traces.length / points
  // The donor is the next trace: all are independent draws.
  const donorOf = (row: number): number => (row + 1) % n
  const self = (row: number): number => row
  const told = (estimate: Columns): Record<string, Told> =>
    Object.fromEntries(
      Object.entries(estimate).map(([name, values]) => {
        const others = truth[name].map((_, k) => truth[name][donorOf(k)])
        return [
          name,
          { own: squaredCorrelation(values, truth[name]), donor: squaredCorrelation(values, others) },
        ]
      }),
    )
  const donors = traces.map((_, i) => traces[donorOf(Math.floor(i / points)) * points + (i % points)])
  const split = (window: number, slowOf: typeof self, fastOf: typeof self): Float32Array =>
    recombined(traces, slowPart(traces, points, window), points, slowOf, fastOf)

  const whole = reader.read(traces)
  const result: ReaderResult = {
    name: reader.name,
    r2: Object.fromEntries(
      Object.entries(whole).map(([name, values]) => [name, accuracyOf(truth[name], values).r2]),
    ),
    told: {
      whole: told(whole),
      fastOfDonor: told(reader.read(split(splitWindow, self, donorOf))),
      slowOfDonor: told(reader.read(split(splitWindow, donorOf, self))),
    },
    byWindow: windows.map((window) => ({
      ms: window * dt,
      own: Object.fromEntries(
        Object.entries(told(reader.read(split(window, self, donorOf)))).map(([name, { own }]) => [name, own]),
      ),
    })),
  }
  if (reader.hasStatistics) {
    result.told.statisticsOfDonor = told(reader.read(traces, donors))
    result.told.embeddingOfDonor = told(reader.read(donors, traces))
  }
  return result
}

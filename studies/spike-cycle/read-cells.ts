import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

/** Output of simulate_cells.py for a kind of cells. */
const Truths = z.object({
  cells: z.array(
    z.object({
      kind: z.string(),
      /** ms between samples */
      interval: z.number(),
      samples: z.number(),
      spikes: z.number(),
      /** Coefficient of variation of the interspike intervals. */
      cv: z.number(),
      truth: z.record(z.string(), z.number()),
    }),
  ),
})

export interface SimulatedCell {
  kind: string
  samplingInterval: number
  /** mV */
  samples: Float64Array
  /** Parameters it was simulated with, by name. */
  truth: Record<string, number>
}

/** Reads the cells of a kind from the output folder of simulate_cells.py. */
export async function readCells(folder: string, kind: string): Promise<SimulatedCell[]> {
  const { cells } = Truths.parse(JSON.parse(await readFile(join(folder, `${kind}.json`), 'utf8')))
  const bytes = gunzipSync(await readFile(join(folder, `${kind}.i16.gz`)))
  let at = 0
  return cells.map(({ kind, interval, samples, truth }) => {
    const from = at
    at += 2 * samples
    return {
      kind,
      samplingInterval: interval,
      samples: Float64Array.from({ length: samples }, (_, i) => bytes.readInt16LE(from + 2 * i) / 100),
      truth,
    }
  })
}

import { z } from 'zod'

/** What the data are, for axis titles: what they are in order of, and what they are of. */
export const DataDescription = z.object({
  axis: z.object({ name: z.string(), unit: z.string().nullable() }),
  value: z.object({ name: z.string(), symbol: z.string(), unit: z.string() }),
})
export type DataDescription = z.infer<typeof DataDescription>

/** Data that are a trace in the model's own units: of all reports before version 2. */
export const traceData: DataDescription = {
  axis: { name: 'time', unit: 'ms' },
  value: { name: 'membrane potential', symbol: 'u', unit: 'model units' },
}

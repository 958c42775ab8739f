import { z } from 'zod'

/** Axis titles: of the data’s order and of their values. */
export const DataDescription = z.object({
  axis: z.object({ name: z.string(), unit: z.string().nullable() }),
  value: z.object({ name: z.string(), symbol: z.string(), unit: z.string() }),
})
export type DataDescription = z.infer<typeof DataDescription>

/** A trace in model units: the data of all reports before version 2. */
export const traceData: DataDescription = {
  axis: { name: 'time', unit: 'ms' },
  value: { name: 'membrane potential', symbol: 'u', unit: 'model units' },
}

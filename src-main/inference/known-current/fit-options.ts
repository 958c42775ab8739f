import type { Random } from '../../model/random.ts'

/** What a fit of a cell is given beside its family. */
export interface FitOptions {
  random: Random
  signal?: AbortSignal
  /** What is done, 0 … 1. */
  onProgress?: (share: number) => void
}

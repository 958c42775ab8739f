export interface AccuracyOptions {
  /** Folder of the model. */
  model: string
  traces: number
  seed: number
  /** Samples of a recording per grid point (own-samples). */
  ratios?: number[] | undefined
  /** File that receives one line per recording as it finishes (own-samples). */
  out?: string | undefined
  /** Parts of a bench with several (noises); all if omitted. */
  only?: string[] | undefined
  /** For groups: cells are in both conditions. */
  paired?: boolean | undefined
}

export interface AccuracyOptions {
  /** Folder of the model. */
  model: string
  traces: number
  seed: number
  /** Samples of a recording between two points of the grid (own-samples). */
  ratios?: number[] | undefined
  /** A file that receives a line for each recording as it comes (own-samples). */
  out?: string | undefined
  /** Parts of a bench that has some (noises); all where it is left out. */
  only?: string[] | undefined
  /** Of groups: cells are in both conditions. */
  paired?: boolean | undefined
}

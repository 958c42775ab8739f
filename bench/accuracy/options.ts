export interface AccuracyOptions {
  /** Folder of the model. */
  model: string
  traces: number
  seed: number
}

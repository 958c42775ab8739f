/** A parameter said in a unit of the recording. */
export interface DerivedParameter {
  label: string
  unit: string
  /** Rising or falling throughout. */
  of: (value: number) => number
}

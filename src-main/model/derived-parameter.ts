/** A parameter said in a unit of the recording. */
export interface DerivedParameter {
  label: string
  unit: string
  /** Another parameter that it takes as well; none where it is left out. */
  with?: string
  /** Rising or falling throughout. @param other the value of `with` */
  of: (value: number, other?: number) => number
}

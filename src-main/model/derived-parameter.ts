/** A parameter expressed in a unit of the recording. */
export interface DerivedParameter {
  label: string
  unit: string
  /** Another parameter that it depends on; none where it is left out. */
  with?: string
  /** Monotonic in `value`. @param other the value of `with` */
  of: (value: number, other?: number) => number
}

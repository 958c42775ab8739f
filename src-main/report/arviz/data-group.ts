/** Attributes of a group or a variable; integers are written as such. */
export type Attributes = Record<string, string | number>

/** A dimension and the values along it. */
export interface Coordinate {
  /** ASCII: letters, digits and underscores. */
  name: string
  values: readonly number[]
  attributes?: Attributes
}

/** A float64 array, row-major over its dimensions; NaN where unknown. */
export interface Variable {
  name: string
  /** Names of its group's coordinates. */
  dimensions: readonly string[]
  values: Float64Array
  attributes?: Attributes
}

/** A group of a NetCDF-4 file: an xarray data set, in ArviZ's terms. */
export interface DataGroup {
  name: string
  attributes: Attributes
  coordinates: readonly Coordinate[]
  variables: readonly Variable[]
}

/** A valid name for Python and NetCDF: “gNa/gKd” becomes gNa_gKd, “2nd” becomes _2nd. */
export function asciiName(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  if (plain === '') return 'value'
  return /^\d/.test(plain) ? `_${plain}` : plain
}

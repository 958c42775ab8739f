/** What may stand beside a group or a variable; whole numbers are written as such. */
export type Attributes = Record<string, string | number>

/** A dimension and the values along it. */
export interface Coordinate {
  /** ASCII: letters, digits and underscores. */
  name: string
  values: readonly number[]
  attributes?: Attributes
}

/** An array of float64, row-major over its dimensions; NaN where nothing is known. */
export interface Variable {
  name: string
  /** Names of coordinates of its group. */
  dimensions: readonly string[]
  values: Float64Array
  attributes?: Attributes
}

/** A group of a NetCDF-4 file: an xarray data set, as ArviZ calls it. */
export interface DataGroup {
  name: string
  attributes: Attributes
  coordinates: readonly Coordinate[]
  variables: readonly Variable[]
}

/** A name that Python and NetCDF take: “gNa/gKd” is gNa_gKd, “2nd” is _2nd. */
export function asciiName(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  if (plain === '') return 'value'
  return /^\d/.test(plain) ? `_${plain}` : plain
}

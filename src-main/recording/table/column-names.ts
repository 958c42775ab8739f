/** Names of the columns, and where they stand. */
export interface Header {
  /** Line in the file, from 1. */
  line: number
  names: string[]
}

/** The column names, and their line. */
export interface Header {
  /** Line in the file, from 1. */
  line: number
  names: string[]
}

import type { ReferenceKey } from '../report/methods/references.ts'

/** What something of the window is: what a “?” beside it shows. */
export interface HelpEntry {
  /** What it is called: “θ₀”, “Pareto k̂”. */
  name: string
  /** Two or three sentences: what it is, and what follows from it. */
  text: string
  /** In plain text; left out where there is none. */
  formula?: string
  references: readonly ReferenceKey[]
}

/** @param formula null where there is none */
export function entry(
  name: string,
  text: string,
  formula: string | null = null,
  ...references: ReferenceKey[]
): HelpEntry {
  return { name, text, ...(formula !== null && { formula }), references }
}

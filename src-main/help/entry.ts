import type { ReferenceKey } from '../report/methods/references.ts'

/** An explanation of something in the window, shown by the “?” beside it. */
export interface HelpEntry {
  /** Its name: “θ₀”, “Pareto k̂”. */
  name: string
  /** Two or three sentences: what it is, and its consequences. */
  text: string
  /** In plain text; omitted where there is none. */
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

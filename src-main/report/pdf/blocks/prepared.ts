import type { PageFlow } from '../page-flow.ts'

/** A block laid out and ready to be drawn. */
export interface Prepared {
  /** Space above it, pt; none at the top of a page. */
  gap: number
  /** Height that must stay together at its beginning, pt: a page with less space left is ended before it. */
  lead: number
  /** Whether the next block must begin on the same page. */
  keepWithNext?: true
  draw(flow: PageFlow): void
}

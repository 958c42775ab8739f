import type { PageFlow } from '../page-flow.ts'

/** A block that is laid out, and waits to be drawn. */
export interface Prepared {
  /** Room above it, pt; none at the top of a page. */
  gap: number
  /** Height of what must stand together at its beginning, pt: a page that has less left is ended before it. */
  lead: number
  /** Whether the next block must begin on the same page. */
  keepWithNext?: true
  draw(flow: PageFlow): void
}

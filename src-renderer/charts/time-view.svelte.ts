import type { Cursors } from '../../src-main/figures/plot/measured.ts'
import { panned, type Range, span, within, zoomed } from '../../src-main/figures/scale/range.ts'

/**
 * Which stretch of a common axis is shown, and where the pointer is. Charts that are given the same view zoom,
 * pan and point together.
 */
export class TimeView {
  /** The whole that can be shown. */
  limits = $state.raw<Range>({ from: 0, to: 1 })
  /** The stretch that is shown. */
  shown = $state.raw<Range>({ from: 0, to: 1 })
  /** Where the pointer is, on the same axis; null where it is not over a chart. */
  pointer = $state<number | null>(null)
  /** Two cursors that measure, on the same axis; null where there are none. */
  cursors = $state.raw<Cursors | null>(null)
  readonly zoomedIn = $derived(span(this.shown) < span(this.limits) * (1 - 1e-9))
  #least: number

  /** @param least the shortest stretch that can be shown; a ten-thousandth of the whole where it is left out */
  constructor(limits: Range, least = span(limits) * 1e-4) {
    this.limits = limits
    this.shown = limits
    this.#least = least
  }

  /** @param factor below 1 zooms in @param about keeps its place; the middle where it is left out */
  zoom(factor: number, about = (this.shown.from + this.shown.to) / 2): void {
    this.shown = zoomed(this.shown, factor, about, this.limits, this.#least)
  }

  pan(by: number): void {
    this.shown = panned(this.shown, by, this.limits)
  }

  show(range: Range): void {
    this.shown = within(range, this.limits)
  }

  reset(): void {
    this.shown = this.limits
  }
}

import type { Cursors } from '../../src-main/figures/plot/measured.ts'
import { panned, type Range, span, within, zoomed } from '../../src-main/figures/scale/range.ts'

/**
 * The visible range of a shared axis, and the pointer position. Charts that share a view zoom, pan and point together.
 */
export class TimeView {
  /** The full range. */
  limits = $state.raw<Range>({ from: 0, to: 1 })
  /** The visible range. */
  shown = $state.raw<Range>({ from: 0, to: 1 })
  /** Pointer position on the same axis; null where it is not over a chart. */
  pointer = $state<number | null>(null)
  /** Two measurement cursors on the same axis; null where there are none. */
  cursors = $state.raw<Cursors | null>(null)
  readonly zoomedIn = $derived(span(this.shown) < span(this.limits) * (1 - 1e-9))
  #least: number

  /** @param least the minimum visible range; a ten-thousandth of the full range if omitted */
  constructor(limits: Range, least = span(limits) * 1e-4) {
    this.limits = limits
    this.shown = limits
    this.#least = least
  }

  /** @param factor below 1 zooms in @param about the fixed point; the centre if omitted */
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

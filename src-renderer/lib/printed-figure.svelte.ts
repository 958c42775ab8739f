import type { AnyReport } from '../../src-main/report/any-report.ts'
import { offerPrinting } from '../charts/printing.ts'
import { figuresIn, type OfferedFigure } from './figure-files.ts'

/** The figure of a result whose plot was asked for in a size on paper. */
export class PrintedFigure {
  /** Its name; null where none is asked for. */
  asked = $state<string | null>(null)
  /** Those that the result has. */
  readonly all: OfferedFigure[] = $derived.by(() => figuresIn(this.#report()))
  readonly #report: () => AnyReport

  constructor(report: () => AnyReport) {
    this.#report = report
  }
}

/** Lets the plots within a component be had in a size on paper. Called as the component is made. */
export function printedFigures(report: () => AnyReport): PrintedFigure {
  const printed = new PrintedFigure(report)
  offerPrinting({
    has: (name) => printed.all.some((one) => one.name === name),
    ask: (name) => {
      printed.asked = name
    },
  })
  return printed
}

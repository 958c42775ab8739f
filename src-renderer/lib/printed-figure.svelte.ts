import type { AnyReport } from '../../src-main/report/any-report.ts'
import { offerPrinting } from '../charts/printing.ts'
import { figuresIn, type OfferedFigure } from './figure-files.ts'

/** The plot that was asked for in a size on paper. */
class AskedPlot {
  /** Its name; null where none is asked for. */
  asked = $state<string | null>(null)
}

/** The figure of a result whose plot was asked for in a size on paper. */
export class PrintedFigure extends AskedPlot {
  /** Those that the result has. */
  readonly all: OfferedFigure[] = $derived.by(() => figuresIn(this.#report()))
  readonly #report: () => AnyReport

  constructor(report: () => AnyReport) {
    super()
    this.#report = report
  }
}

/** Lets the plots within a component be had in a size on paper, each of them. Called as the component is made. */
export function printedPlots(): AskedPlot {
  return offered(new AskedPlot(), () => true)
}

/** The same of a report, of whose plots not each is a figure. */
export function printedFigures(report: () => AnyReport): PrintedFigure {
  const printed = new PrintedFigure(report)
  return offered(printed, (name) => printed.all.some((one) => one.name === name))
}

function offered<Plot extends AskedPlot>(plot: Plot, has: (name: string) => boolean): Plot {
  offerPrinting({
    has,
    ask: (name) => {
      plot.asked = name
    },
  })
  return plot
}

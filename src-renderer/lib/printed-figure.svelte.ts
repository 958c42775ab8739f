import type { AnyReport } from '../../src-main/report/any-report.ts'
import { offerPrinting } from '../charts/printing.ts'
import { figuresIn, type OfferedFigure } from './figure-files.ts'

/** The plot requested at print size. */
class AskedPlot {
  /** Its name; null where none is requested. */
  asked = $state<string | null>(null)
}

/** The figure of a result whose plot was requested at print size. */
export class PrintedFigure extends AskedPlot {
  /** Figures of the result. */
  readonly all: OfferedFigure[] = $derived.by(() => figuresIn(this.#report()))
  readonly #report: () => AnyReport

  constructor(report: () => AnyReport) {
    super()
    this.#report = report
  }
}

/** Offers each plot within a component at print size. Call it during initialization. */
export function printedPlots(): AskedPlot {
  return offered(new AskedPlot(), () => true)
}

/** The same for a report, not all of whose plots are figures. */
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

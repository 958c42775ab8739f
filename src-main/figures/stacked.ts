import type { Figure } from './figure.ts'

/** Stacks figures vertically into one. @param gap px between two */
export function stacked(figures: readonly Figure[], gap = 10): Figure {
  return {
    width: Math.max(...figures.map(({ width }) => width)),
    height: figures.reduce((sum, { height }) => sum + height, gap * (figures.length - 1)),
    draw(context, theme) {
      let top = 0
      for (const figure of figures) {
        context.save()
        context.translate(0, top)
        figure.draw(context, theme)
        context.restore()
        top += figure.height + gap
      }
    },
  }
}

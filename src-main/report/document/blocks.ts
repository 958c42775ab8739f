import type { VerdictLevel } from '../../contract/common.ts'
import { causeWords, levelWords } from '../../contract/report-words.ts'
import type { Verdict } from '../../contract/reports.ts'
import { capital } from '../../contract/wording.ts'
import type { PlotSpec } from '../../figures/plot/plot-spec.ts'
import { canHaveScaleBars, withScaleBars } from '../../figures/plot/scale-bars.ts'
import { plotFigure } from '../../figures/plot-figure.ts'
import type { Block, FigureBlock, TableBlock } from './document.ts'

export const heading = (text: string, level: 2 | 3 = 2): Block => ({ kind: 'heading', level, text })
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
export const quiet = (text: string): Block => ({ kind: 'paragraph', text, quiet: true })

/** Empty where there are no items. */
export function list(items: readonly string[]): Block[] {
  return items.length > 0 ? [{ kind: 'list', items: [...items] }] : []
}

/** A heading with its blocks; empty where there are none. */
export function section(title: string, blocks: readonly Block[]): Block[] {
  return blocks.length > 0 ? [heading(title), ...blocks] : []
}

/** A plot of full page width. @param height px */
export function plot(
  name: string,
  caption: string,
  description: string,
  spec: PlotSpec,
  height = 240,
): FigureBlock {
  const withBars = canHaveScaleBars(spec) ? withScaleBars(spec) : null
  return {
    ...drawn(name, caption, description, (width, bars) =>
      plotFigure((bars && withBars) || spec, width, height),
    ),
    ...(withBars && { scaleBars: true as const }),
  }
}

export function drawn(
  name: string,
  caption: string,
  description: string,
  draw: FigureBlock['draw'],
): FigureBlock {
  return { kind: 'figure', name, caption, description, draw }
}

/** @param columns heads; a leading # marks a numeric column */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  note?: string,
): TableBlock {
  return {
    kind: 'table',
    caption,
    columns: columns.map((head) => ({ head: head.replace(/^#/, ''), numeric: head.startsWith('#') })),
    rows: rows.map((row) => [...row]),
    ...(note !== undefined && { note }),
  }
}

/** A caption that states the verdict's doubt wherever the table or figure is used. */
export function doubted(level: VerdictLevel, caption: string): string {
  return level === 'unreliable' ? `${capital(levelWords.unreliable)}. ${caption}` : caption
}

/** The verdict: its headline, the reasons against the result, and how many checks passed. */
export function verdictBlocks({ level, headline, reasons, next }: Verdict): Block[] {
  const open = reasons.filter((one) => one.level !== 'ok')
  const passed = reasons.length - open.length
  const said = open.map(({ cause, text, number }) => {
    const of = cause ? `${capital(causeWords[cause])}: ` : ''
    // Do not repeat the reason where the headline ends with it.
    return headline.endsWith(text) ? `${of}${capital(number)}.` : `${of}${text} (${number})`
  })
  return [
    { kind: 'verdict', level, headline },
    ...list(said),
    ...(reasons.length > 0 ? [paragraph(passedText(passed, reasons.length))] : []),
    ...(next ? [paragraph(`Worth trying: ${next.text}.`)] : []),
  ]
}

/** “18 of 18 checks passed.” */
function passedText(passed: number, all: number): string {
  return all === 1 ? `${passed} of 1 check passed.` : `${passed} of ${all} checks passed.`
}

import type { TableBlock } from '../../document/document.ts'
import type { PageFlow } from '../page-flow.ts'
import { gaps, headLine, styles } from '../style.ts'
import { linesOf, rowHeight, rowPadding, writeCell } from '../table/draw-row.ts'
import { type Row, type TableLayout, tableLayout } from '../table/table-layout.ts'
import type { Prepared } from './prepared.ts'

type Element = ReturnType<PageFlow['element']>

/** A table with its caption above and its note below; its head is repeated on every page. */
export function prepareTable(table: TableBlock, flow: PageFlow): Prepared {
  const layout = tableLayout(table, flow)
  const caption = table.caption ? flow.lines(table.caption, styles.tableCaption) : []
  const note = table.note ? flow.lines(table.note, styles.quiet) : []
  const captionHeight = caption.length > 0 ? caption.length * styles.tableCaption.leading + 3 : 0
  const headHeight = rowHeight(layout.head, layout.headStyle)
  const first = layout.rows.slice(0, 2).reduce((sum, row) => sum + rowHeight(row, layout.cellStyle), 0)
  return {
    gap: gaps.block + 2,
    lead: Math.min(captionHeight + headHeight + first, flow.wholePage / 2),
    draw() {
      const element = flow.element('Table')
      if (caption.length > 0) {
        const said = flow.element('Caption', {}, element)
        flow.writeLines(said, caption, styles.tableCaption)
        said.end()
        flow.y += 3
      }
      drawHead(flow, layout, element)
      const last = layout.rows.length - 1
      layout.rows.forEach((row, i) => {
        // Keep the last two rows together, so that the last is not alone below a repeated head.
        const pair = i === last - 1 ? [row, layout.rows[last]] : [row]
        const together = pair.reduce((sum, one) => sum + rowHeight(one, layout.cellStyle), 0)
        drawRow(flow, layout, row, { table: element, last: i === last, together })
      })
      element.end()
      if (note.length === 0) return
      flow.y += 3
      const below = flow.element('P')
      flow.writeLines(below, note, styles.quiet)
      below.end()
    },
  }
}

/** @param table null for a repeated head, which is not tagged */
function drawHead(flow: PageFlow, layout: TableLayout, table: Element | null): void {
  const { head, headStyle: style } = layout
  const top = flow.y
  const height = rowHeight(head, style)
  flow.decoration(() => {
    flow.rule(flow.left, flow.left + layout.width, top, headLine)
    flow.rule(flow.left, flow.left + layout.width, top + height)
  })
  const write = (column: number): void => {
    const lines = head.cells[column].length
    // Heads of fewer lines are bottom-aligned, right above their numbers.
    const place = top + rowPadding + (linesOf(head) - lines) * style.leading
    writeCell(flow, layout, { row: head, column, style }, { from: 0, to: lines, top: place })
  }
  if (table) {
    const tr = flow.element('TR', {}, table)
    head.cells.forEach((_, column) => {
      flow
        .element('TH', { scope: 'Column' }, tr)
        .add(() => write(column))
        .end()
    })
    tr.end()
  } else {
    flow.decoration(() => {
      for (let column = 0; column < head.cells.length; column++) write(column)
    })
  }
  flow.y = top + height
}

/** Draws a row on one page, unless it is higher than a page. */
function drawRow(
  flow: PageFlow,
  layout: TableLayout,
  row: Row,
  { table, last, together }: { table: Element; last: boolean; together: number },
): void {
  const { cellStyle: style } = layout
  const lines = linesOf(row)
  const tr = flow.element('TR', {}, table)
  const cells = row.cells.map((_, column) =>
    column === 0 ? flow.element('TH', { scope: 'Row' }, tr) : flow.element('TD', {}, tr),
  )
  const fitting = (): number => Math.floor((flow.room - 2 * rowPadding + 0.01) / style.leading)
  const nextPage = (): void => {
    flow.newPage()
    drawHead(flow, layout, null)
  }
  let from = 0
  const whole = flow.wholePage - rowHeight(layout.head, layout.headStyle)
  if (together > flow.room && together <= whole) nextPage()
  while (from < lines) {
    if (fitting() < 1) nextPage()
    const to = Math.min(lines, from + Math.max(1, fitting()))
    const top = flow.y + rowPadding
    cells.forEach((cell, column) => {
      if (row.cells[column].length > from) {
        cell.add(() => writeCell(flow, layout, { row, column, style }, { from, to, top }))
      }
    })
    flow.y += (to - from) * style.leading + 2 * rowPadding
    from = to
  }
  flow.decoration(() => {
    flow.rule(flow.left, flow.left + layout.width, flow.y, last ? headLine : undefined)
  })
  for (const cell of cells) cell.end()
  tr.end()
}

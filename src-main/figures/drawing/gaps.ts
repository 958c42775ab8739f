import type { Marks } from '../plot/plot-spec.ts'
import { type ChartTheme, colorText, faded, textSize } from '../theme/theme.ts'
import type { DrawingContext } from './drawing-context.ts'
import type { Frame } from './frame.ts'

/** Distance between hatch lines, px. */
const hatch = 7

/** Draws gaps in the data: hatched, with their text if there is room. */
export function drawGaps(ctx: DrawingContext, { gaps = [] }: Marks, theme: ChartTheme, frame: Frame): void {
  const { area } = frame
  for (const { from, to, text } of gaps) {
    const begin = frame.x(from)
    // Minimum width, so that a very short gap stays visible.
    const end = Math.max(frame.x(to), begin + 1.5)
    const [left, right] = [Math.max(begin, area.left), Math.min(end, area.right)]
    if (right <= left) continue
    const height = area.bottom - area.top
    ctx.fillStyle = colorText(faded('prior', 0.14), theme)
    ctx.fillRect(left, area.top, right - left, height)
    ctx.save()
    ctx.beginPath()
    ctx.rect(left, area.top, right - left, height)
    ctx.clip()
    ctx.strokeStyle = colorText(faded('prior', 0.5), theme)
    ctx.lineWidth = 1
    ctx.beginPath()
    // Starts at a multiple of the distance, so that the hatch does not shift where the edge cuts the gap.
    for (let x = Math.floor((left - height) / hatch) * hatch; x < right; x += hatch) {
      ctx.moveTo(x, area.bottom)
      ctx.lineTo(x + height, area.top)
    }
    ctx.stroke()
    ctx.restore()
    ctx.save()
    ctx.font = `${textSize - 1}px ${theme.font}`
    const width = ctx.measureText(text).width
    if (right - left > width + 12) {
      const middle = (left + right) / 2
      ctx.fillStyle = theme.paper
      ctx.fillRect(middle - width / 2 - 4, area.top + 3, width + 8, textSize + 5)
      ctx.fillStyle = theme.inkSoft
      ctx.textAlign = 'center'
      ctx.textBaseline = 'middle'
      ctx.fillText(text, middle, area.top + 3 + (textSize + 5) / 2)
    }
    ctx.restore()
  }
}

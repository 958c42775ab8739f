import type { PointShape, PointStyle } from '../plot/plot-spec.ts'
import type { Point } from '../scale/thin.ts'
import { type ChartTheme, colorText } from '../theme/theme.ts'
import type { DrawingContext } from './drawing-context.ts'

/** Draws a marker at each of the points, px. */
export function drawPoints(
  ctx: DrawingContext,
  points: readonly Point[],
  { shape, radius, color, border }: PointStyle,
  theme: ChartTheme,
): void {
  ctx.fillStyle = colorText(color, theme)
  if (border) {
    ctx.strokeStyle = colorText(border.color, theme)
    ctx.lineWidth = border.width
  }
  for (const { x, y } of points) {
    ctx.beginPath()
    outlines[shape](ctx, x, y, radius)
    if (!strokesOnly.has(shape)) ctx.fill()
    if (border) ctx.stroke()
  }
}

type Outline = (ctx: DrawingContext, x: number, y: number, radius: number) => void

const strokesOnly: ReadonlySet<PointShape> = new Set<PointShape>(['dash', 'cross'])

/** All fit into a circle of the given radius. */
const outlines: Record<PointShape, Outline> = {
  circle: (ctx, x, y, radius) => ctx.arc(x, y, radius, 0, 2 * Math.PI),
  square: (ctx, x, y, radius) => {
    const half = radius * Math.SQRT1_2
    ctx.rect(x - half, y - half, 2 * half, 2 * half)
  },
  diamond: (ctx, x, y, radius) => polygon(ctx, x, y, radius, 4),
  triangle: (ctx, x, y, radius) => polygon(ctx, x, y, radius, 3),
  dash: (ctx, x, y, radius) => stroke(ctx, x, y, radius, 0),
  cross: (ctx, x, y, radius) => {
    stroke(ctx, x, y, radius * Math.SQRT1_2, radius * Math.SQRT1_2)
    stroke(ctx, x, y, radius * Math.SQRT1_2, -radius * Math.SQRT1_2)
  },
}

/** A regular polygon with a corner at the top. */
function polygon(ctx: DrawingContext, x: number, y: number, radius: number, corners: number): void {
  for (let i = 0; i < corners; i++) {
    const angle = (2 * Math.PI * i) / corners
    const [px, py] = [x + radius * Math.sin(angle), y - radius * Math.cos(angle)]
    if (i === 0) ctx.moveTo(px, py)
    else ctx.lineTo(px, py)
  }
  ctx.closePath()
}

/** A line centred on a point. */
function stroke(ctx: DrawingContext, x: number, y: number, dx: number, dy: number): void {
  ctx.moveTo(x - dx, y - dy)
  ctx.lineTo(x + dx, y + dy)
}

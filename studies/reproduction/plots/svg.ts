/** Colours of the figures: the window's ink on paper, and the Okabe–Ito palette for categories. */
export const colours = {
  paper: '#fcfcfa',
  ink: '#1b1e23',
  soft: '#585e67',
  grid: '#dcdcd6',
  blue: '#0072b2',
  green: '#009e73',
  vermilion: '#d55e00',
  purple: '#aa4499',
}

export interface Figure {
  width: number
  height: number
  /** Title and description for screen readers. */
  title: string
  description: string
}

/** A complete drawing on its own background, readable on light and dark pages. */
export function svgDocument({ width, height, title, description }: Figure, body: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui,'Segoe UI','Noto Sans',Arial,sans-serif" font-size="12" fill="${colours.ink}">`,
    `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    ...body,
    '</svg>\n',
  ].join('\n')
}

export interface TextStyle {
  anchor?: 'start' | 'middle' | 'end'
  colour?: string
  size?: number
  /** Rotated upwards about its own position. */
  upwards?: boolean
  strong?: boolean
}

export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const attributes = [
    `x="${short(x)}" y="${short(y)}"`,
    style.anchor && style.anchor !== 'start' ? `text-anchor="${style.anchor}"` : '',
    style.colour ? `fill="${style.colour}"` : '',
    style.size ? `font-size="${style.size}"` : '',
    style.strong ? 'font-weight="600"' : '',
    style.upwards ? `transform="rotate(-90 ${short(x)} ${short(y)})"` : '',
  ]
  return `<text ${attributes.filter(Boolean).join(' ')}>${escaped(content)}</text>`
}

export interface Stroke {
  colour: string
  width?: number | undefined
  dash?: string | undefined
}

/** A polyline through alternating x and y; gaps at non-finite points. */
export function polyline(
  xs: readonly number[],
  ys: readonly number[],
  { colour, width = 1.5, dash }: Stroke,
): string {
  let path = ''
  let down = false
  xs.forEach((x, i) => {
    if (!Number.isFinite(ys[i])) {
      down = false
      return
    }
    path += `${down ? ' ' : 'M'}${short(x)} ${short(ys[i])}`
    down = true
  })
  const dashed = dash ? ` stroke-dasharray="${dash}"` : ''
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round"${dashed}/>`
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): string {
  return polyline([x1, x2], [y1, y2], stroke)
}

/** Separate line segments, x1, y1, x2, y2 each, as one path. */
export function lines(segments: readonly (readonly number[])[], { colour, width = 1 }: Stroke): string {
  const path = segments.map(([x1, y1, x2, y2]) => `M${short(x1)} ${short(y1)} ${short(x2)} ${short(y2)}`)
  return `<path d="${path.join('')}" stroke="${colour}" stroke-width="${width}"/>`
}

/** One decimal at most. */
export function short(x: number): string {
  return String(Math.round(x * 10) / 10)
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

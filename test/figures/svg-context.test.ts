import { describe, expect, it } from 'vitest'
import { SvgContext } from '../../src-main/figures/svg/svg-context.ts'
import { SvgPath } from '../../src-main/figures/svg/svg-path.ts'

const make = () => new SvgContext(100, 50, (text) => text.length * 6)

describe('SVG from canvas calls', () => {
  it('lines with colour, opacity, width and dashes', () => {
    const ctx = make()
    ctx.strokeStyle = 'rgba(0, 103, 163, 0.5)'
    ctx.lineWidth = 2
    ctx.setLineDash([4, 3])
    ctx.beginPath()
    ctx.moveTo(1, 2)
    ctx.lineTo(3.1389, 4)
    ctx.stroke()
    expect(ctx.toSvg('t', '#ffffff')).toContain(
      '<path d="M1 2L3.14 4" fill="none" stroke="#0067a3" stroke-opacity="0.5" stroke-width="2" stroke-dasharray="4 3"/>',
    )
  })

  it('save and restore bring back style, place and clip', () => {
    const ctx = make()
    ctx.save()
    ctx.fillStyle = '#ff0000'
    ctx.translate(10, 20)
    ctx.beginPath()
    ctx.rect(0, 0, 5, 5)
    ctx.clip()
    ctx.fillRect(0, 0, 1, 1)
    ctx.restore()
    ctx.fillRect(0, 0, 1, 1)
    const svg = ctx.toSvg('t', '#ffffff')
    expect(svg).toContain('<clipPath id="clip1"><path d="M10 20L15 20L15 25L10 25Z"/></clipPath>')
    expect(svg).toContain('<path d="M10 20L11 20L11 21L10 21Z" fill="#ff0000" clip-path="url(#clip1)"/>')
    expect(svg).toContain('<path d="M0 0L1 0L1 1L0 1Z" fill="#000000"/>')
  })

  it('turned text is turned, and markup in it is text', () => {
    const ctx = make()
    ctx.font = '600 12px system-ui, sans-serif'
    ctx.textAlign = 'center'
    ctx.translate(10, 20)
    ctx.rotate(-Math.PI / 2)
    ctx.fillText('a < b & "c"', 0, 0)
    const svg = ctx.toSvg('<title>', '#ffffff')
    expect(svg).toContain('transform="matrix(0 -1 1 0 10 20)"')
    expect(svg).toContain('font-size="12" font-weight="600" text-anchor="middle"')
    expect(svg).toContain('a &lt; b &amp; &quot;c&quot;</text>')
    expect(svg).toContain('<title>&lt;title&gt;</title>')
  })

  it('a full circle is drawn in two arcs', () => {
    const ctx = make()
    ctx.beginPath()
    ctx.arc(10, 10, 5, 0, 2 * Math.PI)
    ctx.fill()
    expect(ctx.toSvg('t', '#ffffff')).toContain('d="M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10"')
  })

  it('strokes a path that was kept by itself', () => {
    const ctx = make()
    const path = new SvgPath()
    path.moveTo(0, 0)
    path.lineTo(7, 8)
    ctx.stroke(path)
    expect(ctx.toSvg('t', '#ffffff')).toContain('d="M0 0L7 8"')
  })
})

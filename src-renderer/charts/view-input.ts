import { span } from '../../src-main/figures/scale/range.ts'
import type { TimeView } from './time-view.svelte.ts'

/**
 * Arrow keys pan, + and − zoom, 0 shows all, Home and End go to the ends. With Shift, up and down zoom the y-axis;
 * without, they pan it where it is zoomed.
 * @param heights the view of the y-axis
 * @returns whether the key was handled
 */
export function moveByKey(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  view: TimeView,
  heights: TimeView,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const step = span(view.shown) * (event.shiftKey ? 0.5 : 0.1)
  switch (event.key) {
    case 'ArrowLeft':
      view.pan(-step)
      return true
    case 'ArrowRight':
      view.pan(step)
      return true
    case 'ArrowUp':
      return moveHeights(event.shiftKey, heights, 1)
    case 'ArrowDown':
      return moveHeights(event.shiftKey, heights, -1)
    case 'Home':
      view.pan(view.limits.from - view.shown.from)
      return true
    case 'End':
      view.pan(view.limits.to - view.shown.to)
      return true
    case '+':
    case '=':
      view.zoom(1 / 1.5)
      return true
    case '-':
    case '−':
    case '_':
      view.zoom(1.5)
      return true
    case '0':
      view.reset()
      heights.reset()
      return true
    default:
      return false
  }
}

/** Where the full y-range is visible, up and down scroll the page. */
function moveHeights(zooms: boolean, heights: TimeView, direction: -1 | 1): boolean {
  if (zooms) heights.zoom(direction > 0 ? 1 / 1.5 : 1.5)
  else if (heights.zoomedIn) heights.pan(direction * 0.1 * span(heights.shown))
  else return false
  return true
}

/** @param resets whether a double click resets the view; otherwise it adds a point */
export function movingHint(resets: boolean): string {
  return `Wheel or + and − zoom time, with Shift the wheel or ↑ and ↓ the y-axis; dragging or the arrow keys pan, ${resets ? 'double click or ' : ''}0 shows all.`
}

export const cursorHint =
  'C sets two cursors: ← and → move one, ↑ and ↓ move it to the next spike, Esc removes them.'

/**
 * The wheel zooms about the pointer, with Shift the y-axis; sideways it pans. Where all is shown already and zooming
 * out is impossible, the wheel scrolls the page.
 * @param views of both axes
 * @param about pointer position in their coordinates
 * @param pixels length of the x-axis
 * @returns whether the wheel was handled
 */
export function moveByWheel(
  event: Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'shiftKey'>,
  { view, heights }: { view: TimeView; heights: TimeView },
  about: { x: number; y: number },
  pixels: number,
): boolean {
  // Some mice report lines, about 16 px each.
  const unit = event.deltaMode === 1 ? 16 : 1
  if (event.shiftKey) {
    // Some systems swap the wheel's axes while Shift is held.
    const turned = event.deltaY || event.deltaX
    if (turned === 0 || (turned > 0 && !heights.zoomedIn)) return false
    heights.zoom(Math.exp(turned * unit * 0.002), about.y)
    return true
  }
  if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
    if (!view.zoomedIn) return false
    view.pan(((event.deltaX * unit) / pixels) * span(view.shown))
    return true
  }
  if (event.deltaY === 0 || (event.deltaY > 0 && !view.zoomedIn)) return false
  // A touchpad pinch arrives as a wheel event with Ctrl, in small steps.
  view.zoom(Math.exp(event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.002)), about.x)
  return true
}

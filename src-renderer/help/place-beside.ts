const gap = 6
const edge = 8

/** Positions a popover below an anchor, or above where there is more room, within the window. */
export function placeBeside(box: HTMLElement, place: DOMRect): void {
  const { width, height } = box.getBoundingClientRect()
  const { innerWidth, innerHeight } = window
  const below = place.bottom + gap
  const above = place.top - gap - height
  const fits = below + height <= innerHeight - edge || above < edge
  const top = Math.min(fits ? below : above, innerHeight - edge - height)
  const left = Math.min(place.left, innerWidth - edge - width)
  box.style.left = `${Math.max(edge, left)}px`
  box.style.top = `${Math.max(edge, top)}px`
}

const waiting = new Set<() => void>()
let asked = false

/**
 * Draws after the next frame, one picture a task: the screen itself, with its texts and the room for each picture, is
 * then shown at once, and keys and clicks come between two pictures. First come, first drawn. In a hidden page, which
 * has no frames, it draws at once.
 * @returns a function that cancels it, where the place is gone before its turn
 */
export function drawSoon(draw: () => void): () => void {
  if (document.hidden) {
    draw()
    return () => {}
  }
  waiting.add(draw)
  if (!asked) {
    asked = true
    requestAnimationFrame(() => setTimeout(drawNext))
  }
  return () => void waiting.delete(draw)
}

function drawNext(): void {
  const [draw] = waiting
  asked = waiting.size > 1
  if (asked) setTimeout(drawNext)
  if (!draw) return
  waiting.delete(draw)
  draw()
}

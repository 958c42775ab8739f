import { roveTo } from './keys.ts'

/** Makes all elements of a kind within a list or table one tab stop, with arrow keys inside. */
export function roveFocus(node: HTMLElement, selector: string): { destroy(): void } {
  const all = (): HTMLElement[] => [...node.querySelectorAll<HTMLElement>(selector)]
  let current: HTMLElement | undefined

  function settle(): void {
    const stops = all()
    if (!current || !stops.includes(current)) current = stops[0]
    for (const stop of stops) stop.tabIndex = stop === current ? 0 : -1
  }

  function press(event: KeyboardEvent): void {
    const stops = all()
    const index = stops.indexOf(event.target as HTMLElement)
    const next = index < 0 ? null : roveTo(event.key, index, stops.length)
    if (next === null) return
    event.preventDefault()
    stops[next].focus()
  }

  function enter(event: FocusEvent): void {
    const stop = all().find((one) => one === event.target)
    if (!stop) return
    current = stop
    settle()
  }

  const observer = new MutationObserver(settle)
  observer.observe(node, { childList: true, subtree: true })
  node.addEventListener('keydown', press)
  node.addEventListener('focusin', enter)
  settle()
  return {
    destroy() {
      observer.disconnect()
      node.removeEventListener('keydown', press)
      node.removeEventListener('focusin', enter)
    },
  }
}

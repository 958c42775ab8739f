import { roveTo } from '../lib/keys.ts'

/** Makes all “?” within a list or table one tab stop, with arrow keys inside. */
export function roveHelp(node: HTMLElement): { destroy(): void } {
  const all = (): HTMLElement[] => [...node.querySelectorAll<HTMLElement>('.what')]
  let current: HTMLElement | undefined

  function settle(): void {
    const buttons = all()
    if (!current || !buttons.includes(current)) current = buttons[0]
    for (const button of buttons) button.tabIndex = button === current ? 0 : -1
  }

  function press(event: KeyboardEvent): void {
    const buttons = all()
    const index = buttons.indexOf(event.target as HTMLElement)
    const next = index < 0 ? null : roveTo(event.key, index, buttons.length)
    if (next === null) return
    event.preventDefault()
    buttons[next].focus()
  }

  function enter(event: FocusEvent): void {
    const button = all().find((one) => one === event.target)
    if (!button) return
    current = button
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

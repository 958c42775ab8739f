import { roveFocus } from '../lib/rove-focus.ts'

/** Makes all “?” within a list or table one tab stop, with arrow keys inside. */
export function roveHelp(node: HTMLElement): { destroy(): void } {
  return roveFocus(node, '.what')
}

/** Where reading a screen begins. */
const headings = 'main h1:not(.visually-hidden)'

/**
 * Keeps the focus in the screen: where the element that had it is gone and nothing else took it, and on a page just
 * loaded, the heading of the screen takes it (until there is one, `main`), so that Tab goes on from there, the arrows
 * scroll and a screen reader says where one is. It is never taken from an element that has it, nor after a click beside
 * all of them.
 * @param root whose elements are watched
 * @returns stops watching
 */
export function focusScreen(root: HTMLElement): () => void {
  /** The element that had the focus last; null on a page just loaded. */
  let last: Element | null = null
  /** Who only opened the page sees no mark of the focus. */
  let used = false
  let asked = 0

  function look(): void {
    asked = 0
    const { activeElement } = document
    const lost = activeElement === document.body && !(last && mayHaveFocus(last))
    // Its heading appeared only now.
    const waits = activeElement instanceof HTMLElement && activeElement.tagName === 'MAIN'
    if (!lost && !waits) return
    const target = targetOf(root)
    if (target && target !== activeElement) give(target, !used)
  }
  // Whoever removes an element may move the focus first.
  const later = (): void => {
    asked ||= requestAnimationFrame(look)
  }

  const seen = new MutationObserver(later)
  seen.observe(root, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled', 'open'],
  })
  const took = ({ target }: FocusEvent): void => {
    if (target instanceof Element) last = target
  }
  const use = (): void => {
    used = true
  }
  root.addEventListener('focusin', took)
  root.addEventListener('focusout', later)
  root.addEventListener('keydown', use, true)
  later()
  return () => {
    cancelAnimationFrame(asked)
    seen.disconnect()
    root.removeEventListener('focusin', took)
    root.removeEventListener('focusout', later)
    root.removeEventListener('keydown', use, true)
  }
}

/** Whether it only lost the focus by a click beside it. */
function mayHaveFocus(one: Element): boolean {
  return one.isConnected && one.checkVisibility() && !one.matches(':disabled')
}

/** Moves the focus to the heading of the screen: what was asked for is read there. */
export function readScreen(): void {
  const target = targetOf(document.body)
  if (target) give(target, false)
}

/** The open dialog, else the heading of the screen, else the screen. */
function targetOf(root: HTMLElement): HTMLElement | null {
  const dialog = root.querySelector<HTMLElement>('dialog:modal')
  if (dialog) return dialog
  const heading = [...root.querySelectorAll<HTMLElement>(headings)].find((one) => one.checkVisibility())
  return heading ?? root.querySelector('main')
}

/** Focusable only as long as it has the focus, so that clicks on it and scrolling by keys stay as they are. */
function give(target: HTMLElement, unmarked: boolean): void {
  target.tabIndex = -1
  target.toggleAttribute('data-unmarked', unmarked)
  target.focus({ preventScroll: true })
  const left = (): void => {
    target.removeAttribute('tabindex')
    target.removeAttribute('data-unmarked')
  }
  if (document.activeElement === target) target.addEventListener('blur', left, { once: true })
  else left()
}

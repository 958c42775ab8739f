/** Controls that respond to keys but take no text, so that window shortcuts keep working. */
const pressable = 'button:not(:disabled), a[href], summary'
/** How many ancestors are searched for another control: a row of controls, and its section. */
const levels = 3

/**
 * Keeps the focus visible where pressing a button disables or removes it (“Reset”, “Pause”, which becomes “Resume”): it
 * moves to the next button of the same section, else to the previous one. A held Enter key does not press that one too.
 * @param root whose buttons are watched
 * @returns stops watching
 */
export function keepFocus(root: HTMLElement): () => void {
  let last: Element | null = null
  let held: Element | null = null

  function moveFrom(part: Element, before: Node | null): void {
    // The focus has already moved elsewhere.
    if (document.activeElement !== document.body && document.activeElement !== last) return
    const next = nearest(part, before, last)
    if (!next) return
    held = next
    next.focus({ preventScroll: true, focusVisible: true } as FocusOptions)
  }
  const seen = new MutationObserver((changes) => {
    for (const { type, target, removedNodes, previousSibling } of changes) {
      if (!last || !(target instanceof HTMLElement) || !target.isConnected) continue
      if (type === 'attributes') {
        if (target === last && target.matches(':disabled') && target.parentElement)
          moveFrom(target.parentElement, target)
      } else if ([...removedNodes].includes(last) && !last.isConnected) moveFrom(target, previousSibling)
    }
  })
  seen.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] })

  const took = ({ target }: FocusEvent): void => {
    last = target instanceof HTMLButtonElement ? target : null
  }
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.repeat && held && event.target === held) event.preventDefault()
    else held = null
  }
  root.addEventListener('focusin', took)
  root.addEventListener('keydown', pressed, true)
  return () => {
    seen.disconnect()
    root.removeEventListener('focusin', took)
    root.removeEventListener('keydown', pressed, true)
  }
}

/** The first control after a node of a section, else the last one before it, else one of the enclosing section. */
function nearest(part: Element, from: Node | null, but: Element | null): HTMLElement | null {
  for (let [within, level]: [Element | null, number] = [part, 0]; within && level < levels; level++) {
    if (within.matches('main, body')) return null
    const all = [...within.querySelectorAll<HTMLElement>(pressable)].filter(
      (one) => one !== but && one.checkVisibility(),
    )
    const after = from
      ? all.find((one) => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
      : all[0]
    if (all.length > 0) return after ?? all[all.length - 1]
    within = within.parentElement
  }
  return null
}

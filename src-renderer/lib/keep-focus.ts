/** What keys act on and no text is typed into, so that the keys of the window go on working. */
const pressable = 'button:not(:disabled), a[href], summary'
/** How far up another control is looked for: a row of controls, and the part that it stands in. */
const levels = 3

/**
 * Keeps the focus visible where the button that has it is disabled or taken away by being pressed (“Put back”, “Pause”, which
 * becomes “Resume”): it goes to the next button of the same part, otherwise to the one before. A held Enter key does not
 * press that one too.
 * @param root whose buttons are watched
 * @returns ends it
 */
export function keepFocus(root: HTMLElement): () => void {
  let last: Element | null = null
  let held: Element | null = null

  function moveFrom(part: Element, before: Node | null): void {
    // Somebody else has it already.
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

/** The first control after a node of a part, otherwise the last one before it, otherwise one of the part around. */
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

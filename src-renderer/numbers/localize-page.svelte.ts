import { screenNumbers } from './screen-numbers.svelte.ts'

/** Attributes that are displayed or read by screen readers. */
const attributes = [
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'alt',
  'title',
  'placeholder',
  'label',
]
/** Elements left unchanged: typed text, code, and those with `translate="no"`. */
const asItIs = 'code, pre, kbd, samp, script, style, textarea, [translate="no"]'
const mayHave = /\d[.,]\d/

interface Shown {
  written: string
  shown: string
}

/**
 * Shows the numbers in all texts of a page in the user's format, while mounted. All code writes them with a decimal
 * point, into the page as into files: they are converted only here, for display. Text that is not the program's own has
 * `translate="no"`. @returns stops it
 */
export function localizePage(root: HTMLElement): () => void {
  const texts = new WeakMap<Text, Shown>()
  const said = new WeakMap<Element, Map<string, Shown>>()

  function onText(text: Text): void {
    const next = shownOf(text.data, texts.get(text), text.parentElement)
    if (next) texts.set(text, next)
    else texts.delete(text)
    if (next && next.shown !== text.data) text.data = next.shown
  }

  function onAttribute(element: Element, name: string): void {
    const value = element.getAttribute(name)
    const known = said.get(element) ?? new Map<string, Shown>()
    const next = value === null ? null : shownOf(value, known.get(name), element)
    if (next) said.set(element, known.set(name, next))
    else known.delete(name)
    if (next && next.shown !== value) element.setAttribute(name, next.shown)
  }

  function onTree(node: Node): void {
    const walk = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let at: Node | null = node; at; at = walk.nextNode()) {
      if (at instanceof Text) onText(at)
      else if (at instanceof Element)
        for (const name of attributes) if (at.hasAttribute(name)) onAttribute(at, name)
    }
  }

  const observer = new MutationObserver((records) => {
    for (const { type, target, attributeName, addedNodes } of records) {
      if (type === 'attributes') onAttribute(target as Element, attributeName!)
      else if (target instanceof Text) onText(target)
      else addedNodes.forEach(onTree)
    }
    // Text written just now is already converted.
    observer.takeRecords()
  })
  const again = () => screenNumbers.again()
  const watched = { subtree: true, childList: true, characterData: true, attributeFilter: attributes }
  const stop = $effect.root(() => {
    $effect(() => {
      // Also for the default format: displayed text reverts to the written one.
      void screenNumbers.format
      onTree(root)
      if (screenNumbers.asWritten) return
      observer.observe(root, watched)
      return () => observer.disconnect()
    })
  })
  addEventListener('languagechange', again)
  return () => {
    removeEventListener('languagechange', again)
    stop()
  }
}

/** The converted text; null where it is unchanged, before and now. */
function shownOf(now: string, before: Shown | undefined, within: Element | null): Shown | null {
  const written = before && before.shown === now ? before.written : now
  if (!mayHave.test(written) || within?.closest(asItIs)) return null
  const shown = screenNumbers.text(written)
  return shown === written && now === written ? null : { written, shown }
}

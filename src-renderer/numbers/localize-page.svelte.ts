import { screenNumbers } from './screen-numbers.svelte.ts'

/** Of elements that are read or heard. */
const attributes = [
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'alt',
  'title',
  'placeholder',
  'label',
]
/** Where everything stands as it is: what is typed, code, and what says so by `translate="no"`. */
const asItIs = 'code, pre, kbd, samp, script, style, textarea, [translate="no"]'
const mayHave = /\d[.,]\d/

interface Shown {
  written: string
  shown: string
}

/**
 * Shows the numbers in all texts of a page in the person's format, as long as the page is there. All code writes them with a
 * decimal point, into the page as into files: they are changed here, as they are shown, and nowhere else. A text that is no
 * text of the program has `translate="no"`. @returns what ends that
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
    // What was written just now is as it is to be.
    observer.takeRecords()
  })
  const again = () => screenNumbers.again()
  const watched = { subtree: true, childList: true, characterData: true, attributeFilter: attributes }
  const stop = $effect.root(() => {
    $effect(() => {
      // Also where that is none of the person's formats: what is shown goes back to what is written.
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

/** What a text becomes; null where it stays as it is, and was so. */
function shownOf(now: string, before: Shown | undefined, within: Element | null): Shown | null {
  const written = before && before.shown === now ? before.written : now
  if (!mayHave.test(written) || within?.closest(asItIs)) return null
  const shown = screenNumbers.text(written)
  return shown === written && now === written ? null : { written, shown }
}

import { documentationParts, loadPage } from './documentation.svelte.ts'
import { hasWords } from './has-words.ts'

/** A section of a page: its heading and the text below it. */
interface Section {
  address: string
  /** The page’s short title. */
  page: string
  title: string
  text: string
}

export interface Found {
  address: string
  page: string
  /** Null for the beginning of a page. */
  title: string | null
}

const mostFound = 40

/** Search in all pages by words; they are loaded with the first search. */
class DocumentationSearch {
  words = $state('')
  #sections = $state.raw<readonly Section[] | null>(null)
  #loading = false

  active = $derived(this.words.trim() !== '')
  /** Sections with all words; those with the words in the title first. Null until the pages are loaded. */
  found = $derived.by((): readonly Found[] | null => {
    if (!this.active) return []
    if (!this.#sections) return null
    const words = this.words.trim()
    const hits = this.#sections.filter(({ page, title, text }) => hasWords(`${page} ${title} ${text}`, words))
    const named = (one: Section): boolean => hasWords(`${one.page} ${one.title}`, words)
    return [...hits.filter(named), ...hits.filter((one) => !named(one))]
      .slice(0, mostFound)
      .map(({ address, page, title }) => ({ address, page, title: title || null }))
  })

  async load(): Promise<void> {
    if (this.#loading || this.#sections) return
    this.#loading = true
    try {
      const pages = documentationParts.flatMap((part) => part.pages)
      const sections = await Promise.all(
        pages.map(async ({ name, label }) => sectionsOf((await loadPage(name)).html, name, label)),
      )
      this.#sections = sections.flat()
    } finally {
      this.#loading = false
    }
  }
}

function sectionsOf(html: string, name: string, page: string): Section[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const address = `#/documentation/${name}`
  const sections: Section[] = [{ address, page, title: '', text: '' }]
  for (const block of body.children) {
    const id = /^H[2-6]$/.test(block.tagName) ? block.id.replace(/^doc-/, '') : null
    const text = block.textContent ?? ''
    if (id !== null) sections.push({ address: `${address}/${id}`, page, title: text, text: '' })
    else sections[sections.length - 1].text += ` ${text}`
  }
  return sections
}

export const documentationSearch = new DocumentationSearch()

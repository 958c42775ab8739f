import contents from '../../docs/contents.json'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { type ScreenId, screens } from './screens.svelte.ts'

/** A page as made from Markdown when the program is built (scripts/docs/): HTML without scripts or styles. */
interface Page {
  title: string
  html: string
  /** The sections that an address can name. */
  sections: string[]
}

const pages = import.meta.glob<Page>('../../docs/*.md', { query: '?page' })

/** The parts of the documentation, each with its pages and their short titles. */
export const documentationParts: readonly { part: string; pages: { name: string; label: string }[] }[] =
  contents.map(({ part, pages }) => ({
    part,
    pages: Object.entries(pages).map(([name, label]) => ({ name, label: label ?? name })),
  }))

const first = documentationParts[0].pages[0].name

/** The page about each screen. */
const pageAbout: Record<Exclude<ScreenId, 'documentation'>, string> = {
  recordings: 'import',
  estimate: 'tutorial',
  cell: 'known-current',
  batches: 'batches',
  models: 'training',
  train: 'training',
  reports: 'reports',
}

/** @throws NagumoError NOT_FOUND where there is no such page */
export function loadPage(name: string): Promise<Page> {
  const load = pages[`../../docs/${name}.md`]
  if (load) return load()
  throw new NagumoError(
    'NOT_FOUND',
    `The documentation has no page “${name}”. Choose one in its list of contents.`,
  )
}

/** The page of the documentation that is open; pages are loaded when they are first opened. */
class Documentation {
  name = $state(first)
  section = $state<string | null>(null)
  page = $state.raw<Page | null>(null)

  /** Shows the page that was open last, or the first one. */
  show(): void {
    if (!this.page) void this.open()
    screens.show('documentation')
  }

  /** Shows the page about the screen that is open. */
  showAbout(): void {
    const { current } = screens
    if (current === 'documentation') return
    void this.open(pageAbout[current])
    screens.show('documentation')
  }

  /**
   * Opens a page at one of its sections; without a name, the one that was open last.
   * @throws NagumoError NOT_FOUND where there is no such page
   */
  async open(name: string = this.name, section: string | null = null): Promise<void> {
    const loading = loadPage(name)
    this.name = name
    const page = await loading
    // Another one may have been opened meanwhile.
    if (this.name !== name) return
    this.section = section !== null && page.sections.includes(section) ? section : null
    this.page = page
  }
}

export const documentation = new Documentation()

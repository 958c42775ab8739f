import { getContext, setContext } from 'svelte'

/** Offers plots as print-size figure files: implemented by the result they belong to. */
export interface Printing {
  /** Whether the result has a figure of this name. */
  has(name: string): boolean
  /** Opens the dialog for its options. */
  ask(name: string): void
}

const key = Symbol('printing')

/** Provides it to the plots within a component; call it during initialization. */
export function offerPrinting(printing: Printing): void {
  setContext(key, printing)
}

/** The provider for a plot; undefined where there is none. */
export function printingAround(): Printing | undefined {
  return getContext<Printing | undefined>(key)
}

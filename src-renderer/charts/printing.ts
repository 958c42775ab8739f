import { getContext, setContext } from 'svelte'

/** Who can have a plot as a file of a size on paper: the result that it is a figure of. */
export interface Printing {
  /** Whether the result has a figure of this name. */
  has(name: string): boolean
  /** Asks how it is to be. */
  ask(name: string): void
}

const key = Symbol('printing')

/** Offers that to the plots within a component, as it is made. */
export function offerPrinting(printing: Printing): void {
  setContext(key, printing)
}

/** What stands around a plot; undefined where nothing offers it. */
export function printingAround(): Printing | undefined {
  return getContext<Printing | undefined>(key)
}

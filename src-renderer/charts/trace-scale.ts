import { getContext, setContext } from 'svelte'

/** How the scale of traces over time is shown, and how the choice is saved. */
export interface TraceScale {
  /** Scale bars instead of axes. */
  readonly bars: boolean
  choose(bars: boolean): void
}

const key = Symbol('trace scale')

/** Provides it to the plots within a component; call it during initialization. */
export function offerTraceScale(scale: TraceScale): void {
  setContext(key, scale)
}

/** The provider for a plot; undefined where there is none: traces then have axes. */
export function traceScaleAround(): TraceScale | undefined {
  return getContext<TraceScale | undefined>(key)
}

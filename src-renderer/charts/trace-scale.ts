import { getContext, setContext } from 'svelte'

/** What says the scale of traces over time, and who keeps that it be so. */
export interface TraceScale {
  /** Scale bars in place of axes. */
  readonly bars: boolean
  choose(bars: boolean): void
}

const key = Symbol('trace scale')

/** Offers that to the plots within a component, as it is made. */
export function offerTraceScale(scale: TraceScale): void {
  setContext(key, scale)
}

/** What stands around a plot; undefined where nothing offers it: traces have axes. */
export function traceScaleAround(): TraceScale | undefined {
  return getContext<TraceScale | undefined>(key)
}

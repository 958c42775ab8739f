import { meanCycle } from './observable/mean-cycle/mean-cycle.ts'
import { recordedTrace } from './observable/recorded-trace/recorded-trace.ts'
import { trace } from './observable/trace/trace.ts'
import { twoOutputs } from './observable/two-outputs/two-outputs.ts'
import type { Observable } from './observable.ts'
import { createRegistry } from './registry.ts'

/** All observables; the first is the default of prior files that name none. */
export const observables = createRegistry<Observable>('observable', ({ kind }) => kind, [
  trace,
  recordedTrace,
  meanCycle,
  twoOutputs,
])

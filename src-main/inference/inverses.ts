import type { Observable } from '../model/observable.ts'
import type { Inverse } from './inverse.ts'
import { meanCycleInverse } from './observables/mean-cycle/mean-cycle-inverse.ts'
import { plainInverse } from './observables/plain.ts'
import { recordedTraceInverse } from './observables/recorded-trace/recorded-trace-inverse.ts'

const inverses = new Map<string, Inverse>([
  ['recorded-trace', recordedTraceInverse],
  ['mean-cycle', meanCycleInverse],
])

/** The inverse side of an observable: its own where one is registered, else the default by its predictions alone. */
export function inverseOf({ kind }: Pick<Observable, 'kind'>): Inverse {
  return inverses.get(kind) ?? plainInverse
}

/** Registers an observable's own inverse side. */
export function registerInverse(kind: string, inverse: Inverse): void {
  inverses.set(kind, inverse)
}

import type { Observable } from '../model/observable.ts'
import type { Inverse } from './inverse.ts'
import { meanCycleInverse } from './observables/mean-cycle/mean-cycle-inverse.ts'
import { plainInverse } from './observables/plain.ts'
import { recordedTraceInverse } from './observables/recorded-trace/recorded-trace-inverse.ts'

const inverses = new Map<string, Inverse>([
  ['recorded-trace', recordedTraceInverse],
  ['mean-cycle', meanCycleInverse],
])

/** The inverse side of an observable: its own where it has one, else that by its predictions alone. */
export function inverseOf({ kind }: Pick<Observable, 'kind'>): Inverse {
  return inverses.get(kind) ?? plainInverse
}

/** Gives an observable an inverse side of its own. */
export function registerInverse(kind: string, inverse: Inverse): void {
  inverses.set(kind, inverse)
}

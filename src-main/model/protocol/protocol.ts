/** A stimulus protocol as a value: the injected current as a function of simulation time t, in ms. */
export interface Protocol {
  kind: string
  /** Description for display. @param unit of the neuron's current; empty where it has none */
  words(unit: string): string
  /** Whether any current is ever injected. */
  injects: boolean
  /** The current at t: its limit from the right. */
  at(t: number): number
  /** The current just before t: its limit from the left. */
  before(t: number): number
}

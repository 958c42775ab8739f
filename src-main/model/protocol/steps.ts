import type { CurrentSteps } from '../../contract/protocols.ts'
import type { Protocol } from './protocol.ts'
import { amount, protocolWords } from './protocol-words.ts'

/** Current steps on a holding current; those that overlap add up. */
export function stepsProtocol({ holding, steps }: CurrentSteps): Protocol {
  return {
    kind: 'steps',
    words: (unit) =>
      protocolWords(
        'step',
        holding,
        steps.map((step) => ({
          ...step,
          text: `of ${amount(step.current, unit)}`,
          currents: [step.current],
        })),
        unit,
      ),
    injects: holding !== 0 || steps.some(({ current }) => current !== 0),
    at: (t) =>
      steps.reduce((sum, { from, to, current }) => (from <= t && t < to ? sum + current : sum), holding),
    before: (t) =>
      steps.reduce((sum, { from, to, current }) => (from < t && t <= to ? sum + current : sum), holding),
  }
}

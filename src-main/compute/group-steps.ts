import { setImmediate } from 'node:timers/promises'
import type { GroupComputeEvent } from '../contract/compute.ts'
import type { GroupJob } from '../contract/groups.ts'
import { describeGroups } from '../inference/groups/describe-groups.ts'
import { estimateGroups } from '../inference/groups/estimate-groups.ts'
import { createRandom } from '../model/random.ts'

/**
 * Fits the hierarchical model of each parameter in turn: yields stages, and each result once available. Between steps,
 * other calls are processed.
 * @throws the signal's abort reason
 */
export async function* groupSteps(
  { parameters, seed }: GroupJob,
  signal: AbortSignal | undefined,
): AsyncGenerator<GroupComputeEvent> {
  const root = createRandom(seed)
  for (const [k, parameter] of parameters.entries()) {
    const text = `${parameter.symbol}: hierarchical model, ${k + 1} of ${parameters.length}`
    // Fork by name, so that a parameter's numbers do not depend on which others are requested.
    const steps = estimateGroups(parameter, root.fork(labelOf(parameter.name)))
    for (;;) {
      await setImmediate()
      signal?.throwIfAborted()
      const step = steps.next()
      if (step.done) {
        yield { type: 'parameter', answer: describeGroups(parameter, step.value) }
        break
      }
      yield { type: 'stage', text, progress: (k + step.value.progress) / parameters.length }
    }
  }
}

/** Hash of a name (FNV-1a). */
function labelOf(name: string): number {
  let hash = 0x811c9dc5
  for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193)
  return hash >>> 0
}

import { createProtocol } from '../protocol/protocols.ts'
import type { ModelParts } from './parts.ts'

const traceWords = 'traces in the model’s own units'

/** Why neuron, protocol, observable and noise can't be combined: sentences with what to do. Empty where they can. */
export function compositionProblems({ neuron, protocol, observable, noise }: ModelParts): string[] {
  const { injects } = createProtocol(protocol)
  const problems: string[] = []
  if (injects && neuron.currentUnit === null) {
    problems.push(
      `The protocol injects a current, and ${neuron.name} takes none. Leave the protocol out, or choose a neuron model with an input current.`,
    )
  }
  const problem = observable.problem(neuron, injects)
  if (problem) problems.push(problem)
  const [noises, data] = [observable.noises ?? [noise.kind], noise.observables ?? [observable.kind]]
  if (!noises.includes(noise.kind) || !data.includes(observable.kind)) {
    const remedy = observable.noises ? `the noise ${observable.noises.join(' or ')}` : 'another noise'
    problems.push(`${noise.name} noise can’t be used with ${observable.name}. Choose ${remedy}.`)
  }
  if (!noise.hasLikelihood && observable.integratedOut.length > 0) {
    problems.push(
      `${observable.integratedOut.join(' and ')} are integrated out by the likelihood, and ${noise.name} noise has none. Choose a noise with a likelihood, or ${traceWords}.`,
    )
  }
  const names = [
    ...neuron.parameters,
    ...observable.parameters,
    ...observable.constants(neuron),
    ...noise.parameters,
  ].map(({ name }) => name)
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice !== undefined) {
    problems.push(
      `Two parameters of ${neuron.name}, its observable and its noise are called ${twice}, so a prior can’t distinguish them. Rename one of them.`,
    )
  }
  return problems
}

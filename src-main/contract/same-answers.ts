import type { GoldenReplay, MadeWith } from './models.ts'
import { fixed } from './numbers.ts'

/**
 * Above these differences a model is flagged as no longer giving its original results. For the built-in model, made on
 * native TensorFlow, WebAssembly and plain JavaScript differ by at most 4e-6 in outputs and 1e-5 sd in proposals
 * (test/library/golden.test.ts tests for a tenth of the tolerance). A fiftieth of an sd changes no displayed digit.
 */
export const goldenTolerance = { outputs: 1e-3, proposals: 0.02 }

/** States whether a model reproduces its stored results. */
export function sameAnswersText(replay: GoldenReplay | null): string {
  if (!replay) return 'No reference outputs were recorded when this model was trained.'
  const { same, proposals, made, here } = replay
  if (same) return 'The network reproduces its reference outputs.'
  const size = proposals < 1e6 ? `${fixed(proposals, 2)} sd` : 'not finite'
  return `This TensorFlow (${madeWithText(here)}) does not reproduce the network’s reference outputs (${madeWithText(made)}): largest difference ${size}.`
}

/** The numbers behind it. */
export function sameAnswersNumber({ outputs, proposals }: GoldenReplay): string {
  const { outputs: most, proposals: widest } = goldenTolerance
  return `golden traces: largest difference ${small(outputs)} in the network’s outputs and ${small(proposals)} sd in its proposals; above ${most} or ${widest} sd is flagged`
}

function small(x: number): string {
  return x === 0 ? '0' : x.toExponential(0).replace('-', '−')
}

function madeWithText({ tensorflow, backend, program }: MadeWith): string {
  return `TensorFlow.js ${tensorflow ?? 'of an unknown version'}, ${backend}, Nagumo ${program ?? 'of an unknown version'}`
}

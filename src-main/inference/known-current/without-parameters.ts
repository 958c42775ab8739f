import type { GifResult, HeldOut, MembraneResult } from '../../contract/cells.ts'

type Said = Pick<MembraneResult, 'headline' | 'reasons'>

/** A membrane result without parameters, and why. @param sweeps estimates of single sweeps, still reported */
export function withoutMembrane(
  { headline, reasons }: Said,
  sweeps: MembraneResult['sweeps'] = [],
): MembraneResult {
  return {
    level: 'unreliable',
    headline,
    reasons,
    parameters: [],
    range: null,
    sweeps,
    iv: { points: [], band: null },
    fits: [],
  }
}

/**
 * An integrate-and-fire result without parameters, and why. @param heldOut predictions of held-out sweeps, where
 * there were any
 */
export function withoutGif({ headline, reasons }: Said, heldOut: HeldOut | null = null): GifResult {
  return { level: 'unreliable', headline, reasons, parameters: [], heldOut, fI: null, kernels: [], draws: {} }
}

import type { GifResult, HeldOut, MembraneResult } from '../../contract/cells.ts'

type Said = Pick<MembraneResult, 'headline' | 'reasons'>

/** A membrane that was not measured, and why. @param sweeps what single sweeps say all the same */
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

/** An integrate-and-fire fit that is not told, and why. @param heldOut what held-out sweeps said, where there were any */
export function withoutGif({ headline, reasons }: Said, heldOut: HeldOut | null = null): GifResult {
  return { level: 'unreliable', headline, reasons, parameters: [], heldOut, fI: null, kernels: [], draws: {} }
}

import { type CellClock, type DrivenCell, sagTime, voltageDecays, weightNames } from './cell.ts'

/**
 * Design matrix of the potential, which is linear in `weightNames`: means over each bin, given the recorded spikes.
 * Exact for a current and spike traces that are constant within a bin, from rest under the first current. A spike's own
 * bin is before its reset. A missing current (NaN) takes the previous value.
 * @param tau ms
 * @param out row-major, `stride` numbers per bin, these columns first
 */
export function potentialColumns(
  { command, spikes }: DrivenCell,
  { bin, refractory }: CellClock,
  tau: number,
  out: Float64Array,
  stride: number,
): void {
  const [decay, meanLeft] = leftOf(bin, tau)
  const [slowDecay, slowMeanLeft] = leftOf(bin, sagTime)
  const forget = voltageDecays.map((d) => Math.exp(-bin / d))
  const [f0, f1, f2] = forget
  let current = firstCurrent(command)
  let slow = current
  let [left, r, reset, sag, x0, x1, x2] = [1, current, 0, current, 0, 0, 0]
  let [e0, e1, e2] = [0, 0, 0]
  let [next, held] = [0, 0]
  for (let t = 0; t < command.length; t++) {
    if (!Number.isNaN(command[t])) current = command[t]
    const slowMean = current + (slow - current) * slowMeanLeft
    slow = current + (slow - current) * slowDecay
    const at = t * stride
    out[at + 4] = current
    if (held > 0) {
      held--
      left = 0
      r = 0
      reset = 1
      sag = 0
      x0 = 0
      x1 = 0
      x2 = 0
      out.fill(0, at, at + 4)
      out[at + 2] = 1
      out.fill(0, at + 5, at + weightNames.length)
    } else {
      out[at] = 1 + (left - 1) * meanLeft
      out[at + 1] = current + (r - current) * meanLeft
      out[at + 2] = reset * meanLeft
      out[at + 3] = slowMean + (sag - slowMean) * meanLeft
      out[at + 5] = -(e0 + (x0 - e0) * meanLeft)
      out[at + 6] = -(e1 + (x1 - e1) * meanLeft)
      out[at + 7] = -(e2 + (x2 - e2) * meanLeft)
      left = 1 + (left - 1) * decay
      r = current + (r - current) * decay
      reset *= decay
      sag = slowMean + (sag - slowMean) * decay
      x0 = e0 + (x0 - e0) * decay
      x1 = e1 + (x1 - e1) * decay
      x2 = e2 + (x2 - e2) * decay
    }
    if (next < spikes.length && spikes[next] === t) {
      next++
      held = refractory
      e0++
      e1++
      e2++
    }
    e0 *= f0
    e1 *= f1
    e2 *= f2
  }
}

/** Remaining fraction of a distance after one bin, and its mean over the bin. */
export function leftOf(bin: number, tau: number): [atEnd: number, inMean: number] {
  return [Math.exp(-bin / tau), (-tau / bin) * Math.expm1(-bin / tau)]
}

export function firstCurrent(command: ArrayLike<number>): number {
  for (let i = 0; i < command.length; i++) if (!Number.isNaN(command[i])) return command[i]
  return 0
}

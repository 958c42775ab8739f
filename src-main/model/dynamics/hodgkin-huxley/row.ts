/** Parameters and constants of the reduced Hodgkin–Huxley neuron by name; C = 1 µF/cm². */
export interface Row {
  /** mS/cm² */
  gNa: number
  gKd: number
  gL: number
  /** µA/cm²: drive minus leak at `driveBelow` under VT. */
  iDrive: number
  /** mV */
  vT: number
  /** Factor on all rates. */
  q: number
  /** mV */
  eNa: number
  eK: number
}

/** How many numbers a row has. */
export const rowSize = 8

/** Reads a row of parameters and constants, in the order of the model's lists. */
export function rowOf(values: ArrayLike<number>, at = 0): Row {
  return {
    gNa: values[at],
    gKd: values[at + 1],
    gL: values[at + 2],
    iDrive: values[at + 3],
    vT: values[at + 4],
    q: values[at + 5],
    eNa: values[at + 6],
    eK: values[at + 7],
  }
}

/** mV below VT at which `iDrive` is defined. */
export const driveBelow = 15

/** J = I + gL·EL: the total drive of the membrane at V = 0, µA/cm². */
export function drive({ gL, iDrive, vT }: Row): number {
  return iDrive + gL * (vT - driveBelow)
}

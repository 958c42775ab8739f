/** z = log((x − lower)/(upper − x)): maps the interval between two limits to all real numbers, its middle to 0. */
export function logit(x: number, lower: number, upper: number): number {
  return Math.log((x - lower) / (upper - x))
}

export function fromLogit(z: number, lower: number, upper: number): number {
  return lower + (upper - lower) / (1 + Math.exp(-z))
}

/** log |dx/dz| at z. */
export function logitLogJacobian(z: number, lower: number, upper: number): number {
  const x = Math.abs(z)
  return Math.log(upper - lower) - x - 2 * Math.log1p(Math.exp(-x))
}

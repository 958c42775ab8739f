import type { Solve } from '../../neuron-model.ts'
import type { Equations } from '../equations.ts'

/** Classical Runge–Kutta of order 4 at fixed step dt/substeps; the current at each step's start, middle, middle and end. */
export function rungeKutta4(equations: Equations): Solve {
  const { states } = equations
  const [x, y] = [new Float64Array(states), new Float64Array(states)]
  const [k1, k2, k3, k4] = Array.from({ length: 4 }, () => new Float64Array(states))
  return (theta, constants, { dt, points, substeps }, current, out, start) => {
    if (start) for (let j = 0; j < states; j++) x[j] = start[j]
    else equations.initial(theta, constants, x)
    const h = dt / substeps
    const slope = (at: Float64Array, injected: number, into: Float64Array): void =>
      equations.derivative(at, injected, theta, constants, into)
    for (let i = 0, step = 0; i < points; i++) {
      out[i] = x[0]
      if (i === points - 1) break
      for (let s = 0; s < substeps; s++, step++) {
        const middle = current ? current.middle[step] : 0
        slope(x, current ? current.start[step] : 0, k1)
        for (let j = 0; j < states; j++) y[j] = x[j] + 0.5 * h * k1[j]
        slope(y, middle, k2)
        for (let j = 0; j < states; j++) y[j] = x[j] + 0.5 * h * k2[j]
        slope(y, middle, k3)
        for (let j = 0; j < states; j++) y[j] = x[j] + h * k3[j]
        slope(y, current ? current.end[step] : 0, k4)
        for (let j = 0; j < states; j++) x[j] += (h / 6) * (k1[j] + 2 * k2[j] + 2 * k3[j] + k4[j])
      }
    }
  }
}

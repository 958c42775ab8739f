/** An affine map in the plane, a c e / b d f, as in a canvas: (x, y) ↦ (a x + c y + e, b x + d y + f). */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** Matrix product: applies the right map first. */
export function product([A, B, C, D, E, F]: Matrix, [a, b, c, d, e, f]: Matrix): Matrix {
  return [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F]
}

export function mapped([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f]
}

/** Whether the map is a pure translation. */
export function isTranslation([a, b, c, d]: Matrix): boolean {
  return [a - 1, b, c, d - 1].every((off) => Math.abs(off) <= 1e-9)
}

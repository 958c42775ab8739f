/**
 * Opening and closing rates of sodium activation m, sodium inactivation h and delayed-rectifier activation n
 * (Pospischil et al. 2008, Minimal Hodgkin–Huxley type models, Biol. Cybern. 99:427, eqs. 3–5, after Traub & Miles
 * 1991), per ms at the reference temperature.
 * @param u V − VT, mV
 * @param out receives αm, βm, αh, βh, αn, βn
 */
export function writeRates(u: number, out: Float64Array): void {
  out[0] = 0.32 * linoid(13 - u, 4)
  out[1] = 0.28 * linoid(u - 40, 5)
  out[2] = 0.128 * Math.exp((17 - u) / 18)
  out[3] = 4 / (1 + Math.exp((40 - u) / 5))
  out[4] = 0.032 * linoid(15 - u, 5)
  out[5] = 0.5 * Math.exp((10 - u) / 40)
}

/** x/(exp(x/y) − 1), which is y at x = 0. */
function linoid(x: number, y: number): number {
  const z = x / y
  return Math.abs(z) < 1e-6 ? y * (1 - z / 2) : x / Math.expm1(z)
}

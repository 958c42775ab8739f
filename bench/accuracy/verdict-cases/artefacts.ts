/**
 * Recording artefacts added to a trace in model units, where spikes are about 4 high and the noise sd is about 0.35.
 */
export interface Artefact {
  name: string
  /** Its size, in words. */
  size: string
  /** The check that must come first. */
  check: string
  /** @param k index of the trace, which sets position, sign and phase */
  put: (trace: Float32Array, k: number, dt: number) => Float32Array
}

export const artefacts: readonly Artefact[] = [
  ...[50, 60].map(
    (hz): Artefact => ({
      name: `hum at ${hz} Hz`,
      size: 'amplitude 0.4, a tenth of a spike',
      check: 'hum',
      put: (trace, k, dt) =>
        trace.map((v, i) => v + 0.4 * Math.sin(2 * Math.PI * ((hz * i * dt) / 1000) + k)),
    }),
  ),
  step('a step', 0.6, 'a seventh of a spike'),
  step('a large step', 2, 'half a spike'),
  drift('a drift', 1, 'a quarter of a spike'),
  drift('a large drift', 3, 'three quarters of a spike'),
  ...[0.97, 0.9, 0.7].map(
    (share): Artefact => ({
      name: `clipping of the top ${Math.round(100 * (1 - share))} %`,
      size: `${Math.round(100 * (1 - share))} % of the samples held at the maximum`,
      check: 'clipping',
      put: (trace) => {
        const top = trace.slice().sort()[Math.floor(share * trace.length)]
        return trace.map((v) => Math.min(v, top))
      },
    }),
  ),
  {
    name: 'clipping of the bottom 5 %',
    size: '5 % of the samples held at the minimum',
    check: 'clipping',
    put: (trace) => {
      const bottom = trace.slice().sort()[Math.floor(0.05 * trace.length)]
      return trace.map((v) => Math.max(v, bottom))
    },
  },
  {
    name: 'coarse digitization',
    size: 'steps of 0.4, a tenth of a spike',
    check: 'digitization',
    put: (trace) => trace.map((v) => 0.4 * Math.round(v / 0.4)),
  },
]

function sign(k: number): number {
  return k % 2 === 0 ? 1 : -1
}

function step(name: string, size: number, inWords: string): Artefact {
  return {
    name,
    size: `${size} up or down, ${inWords}`,
    check: 'levelChange',
    put: (trace, k) => {
      const at = Math.round(trace.length * (0.25 + 0.5 * ((k * 0.377) % 1)))
      return trace.map((v, i) => (i < at ? v : v + size * sign(k)))
    },
  }
}

function drift(name: string, size: number, inWords: string): Artefact {
  return {
    name,
    size: `${size} up or down over the window, ${inWords}`,
    check: 'levelChange',
    put: (trace, k) => trace.map((v, i) => v + (size * sign(k) * i) / trace.length),
  }
}

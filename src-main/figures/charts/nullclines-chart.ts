import { fixed } from '../../contract/numbers.ts'
import { numberAxisSpec } from '../plot/axes.ts'
import type { PlotSpec, Series } from '../plot/plot-spec.ts'
import { extent, padded, span } from '../scale/range.ts'
import type { Point } from '../scale/thin.ts'
import { type Color, faded } from '../theme/theme.ts'

/** Phase plane of a two-variable neuron in model units: u horizontal, v vertical. */
export interface PhasePlane {
  /** The orbit of each shown draw: a limit cycle, or the approach to rest. */
  orbits: Point[][]
  /** The orbit at the median parameters, drawn on top. */
  orbit: Point[]
  /** Whether the median orbit is a limit cycle. */
  cycles: boolean
  /** The u-nullcline and the v-nullcline: v as a function of u. */
  nullclines: { u(at: number): number; v(at: number): number }
  /** Fixed point at the median parameters; null if not found. */
  rest: Point | null
}

/** Nullclines and orbits. */
export function nullclinesSpec({ orbits, orbit, nullclines, rest }: PhasePlane): PlotSpec {
  const all = [orbit, ...orbits].flat()
  const u = padded(extent(all.map(({ x }) => x)), 0.15)
  const v = padded(extent(all.map(({ y }) => y)), 0.25)
  const curve = (of: (at: number) => number): Point[] =>
    Array.from({ length: 201 }, (_, i) => {
      const x = u.from + (i / 200) * span(u)
      const y = of(x)
      return { x, y: y >= v.from && y <= v.to ? y : Number.NaN }
    })
  const loop = (data: Point[], color: Color, width: number): Series => ({
    data,
    line: { color, width, exact: true },
  })
  const words = [
    { text: 'orbit', color: 'accent' },
    { text: 'u-nullcline', color: 'ink' },
    { text: 'v-nullcline (dashed)', color: 'firstOfMany' },
  ] as const
  return {
    series: [
      ...orbits.map((one) => loop(one, faded('accent', 0.2), 1)),
      { data: curve(nullclines.u), line: { color: 'ink', width: 1.5, exact: true } },
      { data: curve(nullclines.v), line: { color: 'firstOfMany', width: 1.5, dash: [6, 4], exact: true } },
      loop(orbit, 'accent', 2),
      ...(rest
        ? [{ data: [rest], points: { shape: 'diamond', radius: 4, color: 'ink' } } satisfies Series]
        : []),
    ],
    x: numberAxisSpec('u, membrane potential, model units', u),
    y: numberAxisSpec('v, recovery variable', v),
    marks: {
      notes: words.map(({ text, color }, i) => ({
        text,
        x: u.from + 0.02 * span(u),
        y: v.to - (0.05 + 0.07 * i) * span(v),
        color,
        align: 'left' as const,
      })),
    },
  }
}

/** One line: the orbit's behaviour, and where the nullclines cross. */
export function describeNullclines({ orbit, cycles, rest, orbits }: PhasePlane): string {
  const u = extent(orbit.map(({ x }) => x))
  const goes = cycles
    ? `is a limit cycle, with u from ${fixed(u.from, 2)} to ${fixed(u.to, 2)}`
    : 'converges to a fixed point'
  const cross = rest ? ` The nullclines cross at u = ${fixed(rest.x, 2)}, v = ${fixed(rest.y, 2)}.` : ''
  return `Phase plane, recovery variable v over membrane potential u: the orbit of the posterior medians ${goes}; beside it ${orbits.length} draws.${cross}`
}

import type { ParameterDescription } from '../../../src-main/contract/common.ts'
import { fixed, percent } from '../../../src-main/contract/numbers.ts'
import { digits, listed, markdownTable, whole } from '../page/words.ts'
import type { Example } from './example.ts'
import type { ReaderResult, Told, Variant } from './measure.ts'

export interface TimeScales {
  parameters: readonly ParameterDescription[]
  traces: number
  /** Points and ms of the moving average that separates slow from fast in the table. */
  window: { points: number; ms: number }
  example: Example
  /** Fractions of variance in the slow part. */
  kept: { neuron: number; noise: number }
  results: readonly ReaderResult[]
}

const variantWords: Record<Variant, string> = {
  whole: 'the whole trace',
  fastOfDonor: 'own slow part, other fast part',
  slowOfDonor: 'other slow part, own fast part',
  statisticsOfDonor: 'own trace, other statistics',
  embeddingOfDonor: 'other trace, own statistics',
}

export function timeScalesPage(measured: TimeScales): string {
  const { parameters, traces, window, example, kept, results } = measured
  const values = parameters.map(({ name, symbol }) => `${symbol} = ${digits(example.truth[name], 3)}`)
  const head = ['input', ...parameters.map(({ symbol }) => symbol)]
  return `# Two time scales

A recording is the sum of a neuron's potential and noise, d = u + η, with different time scales. The information on θ₀ and θ₁ is in u, that on σ and ρ in η. This page, written by \`npm run reproduce -- --time-scales\`, shows which frequency band of a trace each network uses.

![A recording, the neuron in it and the noise in it](reproduction/time-scales-parts.svg)

Here ${listed(values)}. The autocorrelation of the noise falls to 1/e after its correlation time, −Δt/ln ρ = ${digits(example.noiseTime, 2)} ms; that of the neuron’s potential after ${digits(example.neuronTime, 2)} ms.

![Autocorrelation of the neuron and of the noise](reproduction/time-scales-memory.svg)

## Which network uses which part

${whole(traces)} fresh traces of the preset are each split into a slow part, the moving average over ${window.points} points (${digits(window.ms, 2)} ms), and a fast part, the residual. The parts are then recombined across traces: from the slow part of one trace and the fast part of another, a network can estimate a trace's parameters only as far as it uses that trace's part.

The split is not exact: the slow part has ${percent(kept.neuron)} of the variance of u, but also ${percent(kept.noise)} of that of the noise; spike upstrokes are partly in the fast part. So the contributions of both parts need not add up to the whole.

Numbers: squared correlation (r²) of the estimates with the true values of the trace itself / of the other trace. For whole traces also R², in brackets.

${results.map((result) => `### ${result.name}\n\n${markdownTable(head, rowsOf(result, parameters), 1)}\n\n${sentencesOf(result, parameters)}`).join('\n\n')}

## Dependence on the window

The same with other windows: everything faster than the window is from another trace.

![Squared correlation with the truth against the window](reproduction/time-scales-windows.svg)

## Why an embedding needs both

${closing(measured)}
`
}

function rowsOf({ told, r2 }: ReaderResult, parameters: readonly ParameterDescription[]): string[][] {
  return (Object.keys(told) as Variant[]).map((variant) => [
    variantWords[variant],
    ...parameters.map(({ name }) => {
      const one = told[variant]?.[name]
      if (!one) return '–'
      if (variant === 'whole') return `${fixed(one.own, 2)} (${fixed(r2[name], 3)})`
      return `${fixed(one.own, 2)} / ${fixed(one.donor, 2)}`
    }),
  ])
}

/** Fractions of a whole trace's r² that count as most of it, and as almost none. */
const [most, little] = [0.75, 0.25]
/** Below this r², a parameter counts as not estimated. */
const unread = 0.1

/** Which part of the trace a network estimates each parameter from, in words, from the numbers. */
export function sentencesOf(result: ReaderResult, parameters: readonly ParameterDescription[]): string {
  return parameters
    .filter(({ name }) => result.told.whole && name in result.told.whole)
    .map(
      ({ name, symbol }) =>
        `- ${symbol}: ${[placeOf(result, name), inputOf(result, name)].filter(Boolean).join('; ')}.`,
    )
    .join('\n')
}

function placeOf({ told }: ReaderResult, name: string): string {
  const [whole, slow, fast] = [told.whole!, told.fastOfDonor!, told.slowOfDonor!].map((of) => of[name].own)
  if (whole < unread) return 'not estimated'
  const [bySlow, byFast] = [slow / whole, fast / whole]
  const shares = `relative to the whole trace: slow part ${percent(bySlow)}, fast part ${percent(byFast)}`
  if (bySlow >= most && byFast <= little) return `estimated from the slow part (${shares})`
  if (byFast >= most && bySlow <= little) return `estimated from the fast part (${shares})`
  if (bySlow >= most && byFast >= most) return `estimated from either part (${shares})`
  if (bySlow <= little && byFast <= little) return `estimated only from both together (${shares})`
  return `estimated from both parts, more from the ${bySlow > byFast ? 'slow' : 'fast'} one (${shares})`
}

/** For a network with statistics beside its embedding: which of the two a parameter is estimated from. */
function inputOf({ told }: ReaderResult, name: string): string {
  if (!told.statisticsOfDonor || !told.embeddingOfDonor) return ''
  const whole = told.whole![name].own
  const share = (of: Record<string, Told>): string => percent(of[name].own / whole)
  return `by its embedding alone ${share(told.statisticsOfDonor)}, by its statistics alone ${share(told.embeddingOfDonor)}`
}

/** Results for an embedding that sees one part only, and for networks that estimate one kind only. */
export function closing({ parameters, results }: Pick<TimeScales, 'parameters' | 'results'>): string {
  const whole = (result: ReaderResult, name: string): number => result.told.whole?.[name]?.own ?? 0
  /** The maximum over networks that estimate the parameter of the fraction retained in a variant. */
  const kept = (variant: 'fastOfDonor' | 'slowOfDonor', group: 'neuron' | 'noise'): string =>
    listed(
      parameters
        .filter((parameter) => parameter.group === group)
        .map(({ name, symbol }) => {
          const readers = results.filter((result) => whole(result, name) >= unread)
          const shares = readers.map((result) => result.told[variant]![name].own / whole(result, name))
          return `${percent(Math.max(0, ...shares))} (${symbol})`
        }),
    )
  const lines = results.map((result) => {
    const reads = (group: 'neuron' | 'noise'): string => {
      const own = parameters.filter(({ name, group: of }) => of === group && name in result.r2)
      const read = own.every(({ name }) => whole(result, name) >= unread)
      const none = own.every(({ name }) => whole(result, name) < unread)
      const verb = none ? 'does not estimate' : 'estimates'
      const part = read || none ? '' : ' only in part'
      const r2 = own.map(({ name, symbol }) => `${symbol} ${fixed(result.r2[name], 2)}`)
      return `${verb} the ${group}’s parameters${part} (R² ${listed(r2)})`
    }
    return `- ${result.name}: ${reads('neuron')} and ${reads('noise')}.`
  })
  const noise = parameters.filter(({ group }) => group === 'noise')
  const apart =
    new Set(results.map((result) => noise.some(({ name }) => whole(result, name) >= unread))).size > 1
  const whyNot = apart
    ? 'A dense layer must learn the correlation of neighbours separately at every position; a convolution shares weights over positions, and the posterior network gets it as input, as statistics of differences between neighbours ([networks.md](networks.md)).'
    : ''
  return `Relative to the whole trace, no network retains more than ${kept('slowOfDonor', 'neuron')} with only the own fast part, and none more than ${kept('fastOfDonor', 'noise')} with only the own slow part. (The slow part still has slow fluctuations of the noise, and so some information on its strength.) So an embedding that averages over more than the noise’s correlation time loses most of the information on the noise, and one that only compares neighbours loses the neuron. With the whole trace:

${lines.join('\n')}

${whyNot}`
}

import { quantile, sortedSample } from '../../signal/robust.ts'

/** Values of one quantity by chain, all of the same length. */
export type Chains = readonly Float64Array[]

/** Splits each chain in half; of an odd length the middle value is left out. */
export function splitChains(chains: Chains): Float64Array[] {
  const half = Math.floor(chains[0].length / 2)
  return chains.flatMap((chain) => [chain.subarray(0, half), chain.subarray(chain.length - half)])
}

/** Distances from the median of all chains. */
export function foldedAboutMedian(chains: Chains): Float64Array[] {
  const middle = quantileOfChains(chains, 0.5)
  return chains.map((chain) => chain.map((x) => Math.abs(x - middle)))
}

export function quantileOfChains(chains: Chains, share: number): number {
  const all = together(chains)
  return quantile(sortedSample(all, 0, all.length, all.length), share)
}

/** Normal scores: normal quantiles of the ranks among all values (Blom 1958); ties share their mean rank. */
export function normalScores(chains: Chains): Float64Array[] {
  const all = together(chains)
  const order = Uint32Array.from(all.keys()).sort((a, b) => all[a] - all[b])
  const scores = new Float64Array(all.length)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && all[order[to]] === all[order[from]]) to++
    const rank = (from + 1 + to) / 2
    const score = normalQuantile((rank - 0.375) / (all.length + 0.25))
    for (let i = from; i < to; i++) scores[order[i]] = score
    from = to
  }
  const length = chains[0].length
  return chains.map((_, k) => scores.subarray(k * length, (k + 1) * length))
}

function together(chains: Chains): Float64Array {
  const length = chains[0].length
  const all = new Float64Array(chains.length * length)
  chains.forEach((chain, k) => {
    all.set(chain, k * length)
  })
  return all
}

/** Standard normal quantile to 1e-7: algorithm AS 241, PPND7 (Wichura 1988). @param p in (0, 1) */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    const above = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
    const below = ((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1
    return (q * above) / below
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p)))
  return (
    Math.sign(q) *
    (r <= 5
      ? tail(r - 1.6, [1.4234372777, 2.75681539, 1.3067284816, 0.17023821103], [0.7370016425, 0.12021132975])
      : tail(
          r - 5,
          [6.657905115, 3.081226386, 0.42868294337, 0.017337203997],
          [0.24197894225, 0.012258202635],
        ))
  )
}

function tail(x: number, c: readonly number[], d: readonly number[]): number {
  return (((c[3] * x + c[2]) * x + c[1]) * x + c[0]) / ((d[1] * x + d[0]) * x + 1)
}

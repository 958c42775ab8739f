import type { Report } from '../../../src-main/contract/reports.ts'
import type { GroupReport } from '../../../src-main/inference/groups/group-report.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { report } from '../../services/fixtures.ts'

/** A report whose posterior of θ₀ is normal about a value within the prior's limits; the others are as their prior. */
export function madeReport(
  name: string,
  {
    theta0,
    sd = 0.02,
    seed = 1,
    changes = {},
  }: { theta0: number; sd?: number; seed?: number; changes?: Partial<Report> },
): Report {
  const prior = createPrior(rudi2022)
  const random = createRandom(seed)
  const values = new Float64Array(prior.parameters.length)
  const draws = Array.from({ length: 400 }, () => {
    prior.sample(random, values, 0)
    let own = Number.NaN
    while (!(own > -0.2 && own < 1)) own = theta0 + sd * random.normal()
    return [own, ...values.slice(1)]
  })
  const base = report()
  const parameters = base.parameters.map((parameter, j) => {
    const { lower, upper, mean, sd } = prior.distributions[j]
    const x = Array.from({ length: 128 }, (_, i) => lower + ((upper - lower) * (i + 0.5)) / 128)
    const [q05, q50, q95] = [0.05, 0.5, 0.95].map((p) => prior.distributions[j].quantile(p))
    return {
      ...parameter,
      prior: { mean, sd, q05, q50, q95, lower, upper },
      priorDensity: { x, y: x.map((v) => Math.exp(prior.distributions[j].logDensity(v))) },
    }
  })
  const id = `${name.replace(/[^a-z0-9]/g, '-')}-0123456789`
  return {
    ...base,
    id,
    recording: { ...base.recording, id: `recording-${id}`, name },
    parameters,
    draws,
    verdict: { level: 'ok', headline: 'The model reproduces the spikes.', reasons: [] },
    ...changes,
  }
}

/** So many cells of a condition, one report each, θ₀ spread about a value. */
export function madeCondition(
  name: string,
  count: number,
  theta0: number,
  changes: Partial<Report> = {},
): { name: string; cells: { name: string; reports: (Report & GroupReport)[] }[] } {
  const random = createRandom(name.length + 17 * count)
  return {
    name,
    cells: Array.from({ length: count }, (_, i) => {
      const value = theta0 + 0.03 * random.normal()
      const own = madeReport(`${name.toLowerCase()}${i}.csv`, { theta0: value, seed: i + 1, changes })
      return { name: `${name}${i}`, reports: [own] }
    }),
  }
}

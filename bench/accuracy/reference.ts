import { existsSync } from 'node:fs'
import { loadEstimator, printSampling, runEstimate } from './estimates.ts'
import type { AccuracyOptions } from './options.ts'
import { readReference, referenceFolder, referenceTraces } from './reference-files.ts'

/** The 60 reference traces: deviations of means and sds from those of an independent sampler. */
export async function reference({ model, seed }: AccuracyOptions): Promise<void> {
  if (!existsSync(referenceFolder)) {
    console.log(`The reference posteriors are not here (${referenceFolder}); nothing was measured.`)
    return
  }
  const estimator = await loadEstimator(model)
  const posteriors = readReference('posteriors.csv')
  const columns = referenceTraces()
  const traces = Object.keys(columns)
  const runs = traces.map((name, k) => runEstimate(estimator, columns[name], seed + k))
  const shifts: number[] = []
  const widths: number[] = []
  const worst: { trace: string; parameter: string; shift: string; width: string; ess: string }[] = []
  runs.forEach(({ result }, k) => {
    for (const { name, posterior } of result.parameters) {
      const sd = posteriors[`sd_${name}`][k]
      const shift = (posterior.mean - posteriors[`mean_${name}`][k]) / sd
      const width = posterior.sd / sd - 1
      shifts.push(Math.abs(shift))
      widths.push(Math.abs(width))
      if (Math.abs(shift) > 0.15 || Math.abs(width) > 0.1) {
        const ess = `${result.diagnostics.essFraction.toFixed(2)} (reference ${posteriors.ess_fraction[k].toFixed(2)})`
        worst.push({
          trace: traces[k],
          parameter: name,
          shift: shift.toFixed(3),
          width: width.toFixed(3),
          ess,
        })
      }
    }
  })
  const share = (values: number[], limit: number): string =>
    `${((100 * values.filter((v) => v <= limit).length) / values.length).toFixed(1)} %`
  console.log(`${model}, corrected, on ${traces.length} reference traces (seed ${seed})`)
  console.log(
    `means within 0.15 posterior sd: ${share(shifts, 0.15)}; sds within 10 %: ${share(widths, 0.1)}`,
  )
  if (worst.length > 0) console.table(worst)
  printSampling(runs)
}

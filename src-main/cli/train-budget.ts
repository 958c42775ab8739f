import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Compute } from '../compute/process/compute.ts'
import type { PriorFile } from '../contract/priors.ts'
import type { NetworkOptions } from '../contract/trainings.ts'
import { findNetwork } from '../inference/network/catalogue/find-network.ts'
import { loadJson } from '../library/files.ts'
import { usage } from './arguments.ts'
import type { CliContext } from './context.ts'

/** The simulations for a time budget, beside the checkpoint: a resumed run must use the same number. */
const BudgetFile = z.object({
  format: z.literal('nagumo-budget'),
  version: z.literal(1),
  minutes: z.number(),
  samples: z.number().int().positive(),
})
const fileName = 'budget.json'

/** Approximate number of simulations in that many minutes, from a benchmark of some seconds. */
export async function measureBudget(
  minutes: number,
  options: NetworkOptions & { prior: PriorFile },
  runFolder: string,
  compute: Compute,
  { say, signal }: CliContext,
): Promise<number> {
  const speed = await compute.client().trainingSpeed(options, { signal })
  const { recipe } = findNetwork(options.network, options)
  const epochs = recipe.data === 'set' ? recipe.epochs : 1
  const samples = Math.max(1, Math.floor((60 * minutes * speed) / epochs))
  const seen = epochs > 1 ? `, ${epochs} epochs` : ''
  const found =
    recipe.data === 'set'
      ? ` (--samples ${samples})`
      : ', calibration included; the final number depends on the speed during the run'
  say(
    `Measured: ${Math.round(speed)} simulations per second; ${minutes} min are enough for about ${samples}${seen}${found}.`,
  )
  await mkdir(runFolder, { recursive: true })
  const file: z.infer<typeof BudgetFile> = { format: 'nagumo-budget', version: 1, minutes, samples }
  await writeFile(join(runFolder, fileName), JSON.stringify(file), { flush: true })
  return samples
}

/** Simulations for `minutes` as set when the run began. @throws NagumoError USAGE where that is not known */
export async function budgetOf(minutes: number, runFolder: string): Promise<number> {
  const { value } = await loadJson(join(runFolder, fileName), BudgetFile, 1)
  if (value?.minutes === minutes) return value.samples
  const found = value ? `it started with --minutes ${value.minutes}` : 'it did not start with --minutes'
  throw usage(
    `A run continues with its original number of simulations, and ${found}. Give the original budget.`,
  )
}

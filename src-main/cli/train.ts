import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { TrainEvent, TrainJob } from '../compute/contract.ts'
import { createCompute } from '../compute/process/client.ts'
import { forkUnderNode } from '../compute/process/fork-node.ts'
import { NagumoError } from '../contract/errors.ts'
import { PriorFile } from '../contract/models.ts'
import { fixed } from '../contract/numbers.ts'
import { defaultNetwork, findNetwork, networkCatalogue } from '../inference/network/catalogue.ts'
import { slug } from '../library/ids.ts'
import { defaultLibraryFolder } from '../library/index.ts'
import { rudi2022 } from '../simulation/presets.ts'

export const trainUsage = `Usage: nagumo train --name NAME [--prior FILE.json] [--network NAME] [--samples N] [--seed N] [--resume]
                    [--description TEXT] [--into FOLDER]

Trains a network on fresh simulations from a prior and keeps it as a model. A checkpoint is written every minute;
the same command with --resume goes on from there.

  --prior        what is believed of the parameters; without it, the preset “${rudi2022.name}”
  --network      ${Object.keys(networkCatalogue).join(', ')} (default: ${defaultNetwork})
  --samples      simulations to learn from (default: 3000000)
  --into         folder of models to put it in (default: your library)`

/** Exit code: 0 trained, 1 failed or stopped. @throws NagumoError USAGE */
export async function trainCommand(args: string[]): Promise<number> {
  const values = parse(args)
  if (values.help) {
    console.log(trainUsage)
    return 0
  }
  const job = await createJob(values, args)
  const compute = createCompute(forkUnderNode())
  const stop = new AbortController()
  const onInterrupt = (): void => stop.abort()
  process.once('SIGINT', onInterrupt)
  process.once('SIGTERM', onInterrupt)
  try {
    const { name, why } = await compute.client().backend()
    console.error(`TensorFlow: ${name} (${why})`)
    for await (const event of await compute.client().train(job, { signal: stop.signal })) show(event)
    console.log(job.modelFolder)
    return 0
  } catch (error) {
    if (stop.signal.aborted) {
      console.error('Stopped. What was learned so far is kept: the same command with --resume goes on.')
      return 1
    }
    throw error
  } finally {
    process.off('SIGINT', onInterrupt)
    process.off('SIGTERM', onInterrupt)
    await compute.close()
  }
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        name: { type: 'string' },
        prior: { type: 'string' },
        network: { type: 'string', default: defaultNetwork },
        samples: { type: 'string', default: '3000000' },
        seed: { type: 'string', default: '1' },
        description: { type: 'string', default: '' },
        into: { type: 'string' },
        resume: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    throw new NagumoError('USAGE', `${error instanceof Error ? error.message : error}\n\n${trainUsage}`)
  }
}

async function createJob(values: ReturnType<typeof parse>, args: string[]): Promise<TrainJob> {
  const name = values.name ?? ''
  const id = slug(name).toLowerCase().slice(0, 80)
  if (!id) throw new NagumoError('USAGE', `A model needs a --name with letters or digits.\n\n${trainUsage}`)
  findNetwork(values.network)
  const library = defaultLibraryFolder(process.env, process.platform)
  const modelFolder = join(values.into ? resolve(values.into) : join(library, 'models'), id)
  if (existsSync(modelFolder)) {
    throw new NagumoError(
      'USAGE',
      `There is a model “${id}” in that folder already. Choose another --name, or remove it first.`,
    )
  }
  return {
    prior: values.prior ? await readPrior(values.prior) : rudi2022,
    network: values.network,
    id,
    name,
    description: values.description,
    samples: wholeNumber('samples', values.samples, 1, 1e10),
    seed: wholeNumber('seed', values.seed, 0, 0xffffffff),
    runFolder: join(library, 'runs', id),
    modelFolder,
    command: `npm run train -- ${args
      .filter((a) => a !== '--resume')
      .map(quote)
      .join(' ')}`,
    resume: values.resume,
  }
}

async function readPrior(file: string): Promise<PriorFile> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new NagumoError('FILE_NOT_FOUND', `The prior ${file} can’t be read. Check its path.`)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new NagumoError(
      'PRIOR_INVALID',
      `${file} is not JSON: ${error instanceof Error ? error.message : error}`,
    )
  }
  const parsed = PriorFile.safeParse(json)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new NagumoError('PRIOR_INVALID', `${file} is not a prior as expected:\n${issues.join('\n')}`)
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const n = Number(text)
  if (Number.isInteger(n) && n >= least && n <= most) return n
  throw new NagumoError(
    'USAGE',
    `--${option} is a whole number from ${least} to ${most}; “${text}” was given.`,
  )
}

function quote(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

function show(event: TrainEvent): void {
  const loss = event.loss === null ? '' : `, loss ${fixed(event.loss, 3)}`
  const validation = event.validation === null ? '' : `, on unseen traces ${fixed(event.validation, 3)}`
  const left = event.secondsLeft === null ? '' : `, ${fixed(event.secondsLeft / 60, 1)} min left`
  const line = `${event.samples} of ${event.total} simulations${loss}${validation}${left} (${event.text})`
  if (process.stderr.isTTY && event.validation === null) process.stderr.write(`\r\x1b[2K${line}`)
  else if (event.validation !== null || event.secondsLeft === null)
    console.error(`${process.stderr.isTTY ? '\r\x1b[2K' : ''}${line}`)
}

import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TrainJob } from '../../src-main/contract/compute.ts'
import { NagumoError } from '../../src-main/contract/errors.ts'
import type { TrainEvent } from '../../src-main/contract/trainings.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { fakeCompute } from '../services/fake-compute.ts'
import { temporaryFolder, writeModelFolder } from '../services/fixtures.ts'
import { nagumo } from './terminal.ts'

const event: TrainEvent = {
  stage: 'training',
  samples: 256,
  total: 1000,
  loss: 0.5,
  validation: 0.6,
  learningRate: 1e-3,
  samplesPerSecond: 100,
  secondsLeft: 90,
  text: 'training',
}

/** The command line over a training that does nothing but note what it was asked. */
async function train(args: string[], home?: string, then: () => void = () => {}) {
  const libraryFolder = home ?? (await temporaryFolder())
  const jobs: TrainJob[] = []
  const compute = fakeCompute({
    async *train(job) {
      jobs.push(job)
      yield event
      then()
    },
    trainingSpeed: async () => 2000,
  })
  const ended = await nagumo(['train', '--name', 'My neurons', ...args], { compute, libraryFolder })
  return { ...ended, job: jobs[0] as TrainJob | undefined, libraryFolder }
}

describe('nagumo train', () => {
  it('asks for what it was told, and tells where the model is', async () => {
    const { code, out, err, job, libraryFolder, closed } = await train([
      '--samples',
      '500',
      '--early-stopping',
    ])
    expect(code).toBe(0)
    expect(closed).toBe(1)
    expect(job).toMatchObject({
      id: 'my-neurons',
      name: 'My neurons',
      network: 'posterior',
      prior: rudi2022,
      samples: 500,
      seed: 1,
      earlyStopping: true,
      startFrom: null,
      resume: false,
      finish: false,
      command: "npx nagumo train --name 'My neurons' --samples 500 --early-stopping",
    })
    expect(out).toEqual([join(libraryFolder, 'models', 'my-neurons')])
    expect(err.join('\n')).toContain('256 of 1000 simulations, loss 0.500, validation 0.600, 1.5 min left')
  })

  it('--resume and --finish go on from the checkpoint; the card tells of an early end only', async () => {
    const { job } = await train(['--samples', '500', '--resume', '--finish'])
    expect(job).toMatchObject({ resume: true, finish: true })
    expect(job?.command).toBe("npx nagumo train --name 'My neurons' --samples 500 --finish")
  })

  it('refuses a prior that nothing can be learned from, with every reason', async () => {
    const libraryFolder = await temporaryFolder()
    const path = join(libraryFolder, 'prior.json')
    const { sigma, rho } = rudi2022.parameters
    const parameters = {
      ...rudi2022.parameters,
      sigma: { ...sigma, lower: -1 },
      rho: { ...rho, upper: 1.5 },
    }
    await writeFile(path, JSON.stringify({ ...rudi2022, parameters }))
    const { code, err, job } = await train(['--prior', path], libraryFolder)
    expect(code).toBe(1)
    expect(job).toBeUndefined()
    expect(err.join('\n')).toMatch(/sigma/)
    expect(err.join('\n')).toMatch(/rho/)
  })

  it('says how to go on where it is stopped', async () => {
    const stop = new AbortController()
    const compute = fakeCompute({
      async *train(_job, signal) {
        yield event
        stop.abort()
        signal?.throwIfAborted()
        throw new NagumoError('CANCELLED', 'Stopped.')
      },
    })
    const { code, err } = await nagumo(['train', '--name', 'x'], { compute, signal: stop.signal })
    expect(code).toBe(1)
    expect(err.at(-1)).toContain('--resume')
  })

  it('leaves the run of another nagumo alone', async () => {
    const libraryFolder = await temporaryFolder()
    const runFolder = join(libraryFolder, 'runs', 'my-neurons')
    await mkdir(runFolder, { recursive: true })
    const lock = { pid: process.ppid, host: hostname(), token: 'ab' }
    await writeFile(join(runFolder, 'lock.json'), JSON.stringify(lock))
    const { code, err, job } = await train([], libraryFolder)
    expect(code).toBe(2)
    expect(job).toBeUndefined()
    expect(err[0]).toContain('being trained by another nagumo')
    expect(JSON.parse(await readFile(join(runFolder, 'lock.json'), 'utf8'))).toEqual(lock)
  })

  it('leaves nothing where nothing was learned', async () => {
    const { libraryFolder } = await train([])
    expect(await readdir(join(libraryFolder, 'runs'))).toEqual([])
  })
})

describe('a budget by time', () => {
  it('is measured, said, and given to the run, which finds on the way how many simulations that is', async () => {
    const { job, err } = await train(['--minutes', '2.5', '--seed', '3'])
    expect(job?.samples).toBe(300_000)
    expect(job?.seconds).toBeGreaterThan(100)
    expect(job?.seconds).toBeLessThanOrEqual(150)
    expect(err.join('\n')).toContain('2000 simulations per second; 2.5 min are enough for about 300000')
    expect(job?.command).toBe("npx nagumo train --name 'My neurons' --minutes 2.5 --seed 3")
  })

  it('counts how often a set is seen', async () => {
    const { job, err } = await train(['--minutes=1', '--network', 'rudi-dense'])
    expect(job?.samples).toBe(600)
    expect(job?.seconds).toBeUndefined()
    expect(err.join('\n')).toContain('about 600, 200 epochs')
    expect(job?.command).not.toContain('minutes')
  })

  it('is what it was when the run began, where it goes on', async () => {
    const { libraryFolder } = await train(['--minutes', '1'])
    const again = await train(['--minutes', '1', '--resume'], libraryFolder)
    expect(again.job?.samples).toBe(120_000)
    expect(again.err.join('\n')).not.toContain('Measured')
    const other = await train(['--minutes', '2', '--finish'], libraryFolder)
    expect(other.code).toBe(2)
    expect(other.err[1]).toContain('it started with --minutes 1')
    const none = await train(['--minutes', '2', '--resume'])
    expect(none.code).toBe(2)
    expect(none.err[1]).toContain('did not start with --minutes')
  })

  it.each([
    [['--minutes', '0'], 'above 0'],
    [['--minutes', 'soon'], 'takes a number'],
    [['--minutes', '5', '--samples', '10'], 'Give one of them'],
  ])('refuses %s', async (args, words) => {
    const { code, err, job } = await train(args)
    expect(code).toBe(2)
    expect(err[0]).toContain(words)
    expect(job).toBeUndefined()
  })
})

describe('--from', () => {
  it('takes weights, network and prior of a model, by id or by name', async () => {
    const libraryFolder = await temporaryFolder()
    const prior = { ...rudi2022, name: 'narrower' }
    await writeModelFolder(join(libraryFolder, 'models'), {
      id: 'first',
      name: 'First',
      networkName: 'posterior-small',
      prior,
    })
    for (const wanted of ['first', 'First']) {
      const { job } = await train(['--from', wanted], libraryFolder)
      expect(job).toMatchObject({ network: 'posterior-small', prior })
      await access(join(job?.startFrom as string, 'card.json'))
    }
  })

  it('says which models there are, where it names none', async () => {
    const { code, err, job } = await train(['--from', 'nobody'])
    expect(code).toBe(1)
    expect(err[0]).toContain('rudi-2022')
    expect(job).toBeUndefined()
  })
})

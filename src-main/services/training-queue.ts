import type { Compute } from '../compute/process/compute.ts'
import { NagumoError } from '../contract/errors.ts'
import type { TrainEvent, TrainingRequest, TrainingRun } from '../contract/trainings.ts'
import { newId } from '../library/ids.ts'
import type { Library } from '../library/index.ts'
import type { Lock } from '../library/lock.ts'
import { fromRpcError } from '../rpc/errors.ts'
import { checkpointTime } from '../training/checkpoint.ts'
import { createChanges, sleep } from './changes.ts'
import { entriesOf } from './listing.ts'
import { attemptTraining } from './training-attempt.ts'

/** Between two lists that a watcher is sent, ms. */
const quietMs = 250
/** Another program at work in the same library is looked at so often, ms. */
const lookMs = 3000
/** Between two times that the loss so far is written, ms. */
const saveMs = 3000
/** Starts again by itself after the process died. */
const retries = 1

/** Training runs, one after the other, each in a process of its own so that the other one stays free for estimates. */
export interface TrainingQueue {
  /** In the order they were asked for, those of other programs included. */
  list(): Promise<TrainingRun[]>
  /** The list now and after each change, until the signal is aborted. */
  watch(signal?: AbortSignal): AsyncGenerator<TrainingRun[], void>
  start(request: TrainingRequest): Promise<TrainingRun>
  pause(id: string): Promise<void>
  resume(id: string): Promise<void>
  finish(id: string): Promise<void>
  cancel(id: string): Promise<void>
  /** Work with a process for training, while no run trains; those that wait go on after it. */
  aside<T>(work: (trainer: Compute) => Promise<T>): Promise<T>
  /** Stops at a checkpoint; what was in the queue is `interrupted`. */
  close(): Promise<void>
}

/** Why a run is stopped while it trains; one further on in this list is not overruled by one before it. */
const stopReasons = ['finish', 'close', 'pause', 'cancel'] as const
type StopReason = (typeof stopReasons)[number]

/** A run that this program works on or will. */
interface Held {
  run: TrainingRun
  lock: Lock
  /** Of the one that trains: how it is stopped, and why it was. */
  stop: AbortController
  reason: StopReason | null
  /** Whether it has learned anything since it began here, and the time of its checkpoint when it was stopped. */
  learned: boolean
  checkpoint: number | null
  /** The last write of run.json; one follows the other. */
  saving: Promise<void>
  savedAt: number
  /** Resolves when it has left the queue. */
  left: Promise<void>
  leave(): void
}

/**
 * @param createTrainer makes a heavy process of its own, which the queue closes
 * @param command what the cards of its models say of how they were made
 */
export function createTrainingQueue(
  library: Library,
  createTrainer: () => Compute,
  command: string,
): TrainingQueue {
  const { runs } = library
  const changes = createChanges()
  /** One of them trains, the others wait in this order. */
  const line: Held[] = []
  /** Runs whose last state could not be written, on a full disk for example. */
  const unsaved = new Map<string, TrainingRun>()
  let working: Promise<void> | null = null
  /** Work aside, one after the other, and its process. */
  let asides: Promise<unknown> = Promise.resolve()
  let asideTrainer: Compute | null = null
  let lastStart = 0
  /** How many runs have left the queue. */
  let departures = 0
  let closed = false

  function heldOf(id: string): Held | undefined {
    return line.find(({ run }) => run.id === id)
  }

  function change(held: Held, by: Partial<TrainingRun>): void {
    held.run = { ...held.run, ...by }
    changes.tell()
  }

  function save(held: Held): Promise<void> {
    held.savedAt = Date.now()
    held.saving = held.saving.then(async () => {
      const { run } = held
      try {
        await runs.save(run)
        unsaved.delete(run.id)
      } catch (error) {
        if (!unsaved.has(run.id)) console.warn(`“${run.request.name}”: ${fromRpcError(error).message}`)
        unsaved.set(run.id, run)
      }
    })
    return held.saving
  }

  /** Puts a run at the end of the queue. */
  function enqueue(run: TrainingRun, lock: Lock): Held {
    let leave = () => {}
    const left = new Promise<void>((resolve) => {
      leave = resolve
    })
    const held: Held = {
      run,
      lock,
      stop: new AbortController(),
      reason: null,
      learned: false,
      checkpoint: null,
      saving: Promise.resolve(),
      savedAt: 0,
      left,
      leave,
    }
    line.push(held)
    changes.tell()
    working ??= work()
    return held
  }

  async function work(): Promise<void> {
    const next = () => (closed ? undefined : line.find(({ run }) => run.state === 'waiting'))
    while (next()) {
      await asides.catch(() => undefined)
      const held = next()
      if (held) await train(held)
    }
    working = null
  }

  /** To its end, or to where it is stopped. */
  async function train(held: Held): Promise<void> {
    change(held, { state: 'training' })
    void save(held)
    for (let died = 0; ; ) {
      held.reason = null
      held.learned = false
      held.stop = new AbortController()
      const tell = (event: TrainEvent) => hear(held, event)
      try {
        const modelId = await attemptTraining(library, createTrainer, held.run, {
          command,
          tell,
          signal: held.stop.signal,
        })
        // The whole course; points may be missing here where the program was ended in between.
        const model = await library.models.get(modelId).catch(() => null)
        const loss = model?.training.loss ?? held.run.loss
        return await leave(held, { state: 'done', modelId, loss })
      } catch (error) {
        const { code, message } = fromRpcError(error)
        if (held.reason === 'cancel') return await discard(held)
        const lost = await lostOf(held)
        if (held.reason === 'pause') return await leave(held, { state: 'paused', error: lost })
        if (held.reason === 'close') return await leave(held, { state: 'interrupted', error: lost })
        const again = held.reason === 'finish' || (code === 'COMPUTE_DIED' && died++ < retries)
        if (!again) return await leave(held, { state: 'failed', error: { code, message } })
      }
    }
  }

  async function checkpointOf({ run }: Held): Promise<number | null> {
    const places = await runs.placesOf(run.id).catch(() => null)
    return places && checkpointTime(places.checkpoint)
  }

  /** What is said of a run that was stopped and whose last checkpoint could not be written. */
  async function lostOf(held: Held): Promise<TrainingRun['error']> {
    if (!held.learned || (await checkpointOf(held)) !== held.checkpoint) return null
    const why = held.run.progress?.problem ?? `Nothing could be written to ${library.folder}.`
    return {
      code: 'LIBRARY_UNWRITABLE',
      message: `What it learned since its last checkpoint is lost, since that could not be written. ${why}`,
    }
  }

  function hear(held: Held, event: TrainEvent): void {
    const { samples, loss, validation, learningRate, stage } = event
    const looked = stage === 'training' && loss !== null && validation !== null
    // What is past the checkpoint that a run goes on from is seen again.
    const before = looked ? held.run.loss.filter((point) => point.samples < samples) : held.run.loss
    const points = looked ? [...before, { samples, loss, validation, learningRate }] : before
    held.learned ||= stage === 'training'
    change(held, { progress: event, loss: points })
    const first = before.length === 0
    if (looked && (first || Date.now() - held.savedAt > saveMs)) void save(held)
  }

  async function leave(held: Held, by: Partial<TrainingRun>): Promise<void> {
    change(held, by)
    await save(held)
    await release(held)
  }

  async function discard(held: Held): Promise<void> {
    // So that it does not begin meanwhile.
    change(held, { state: 'paused' })
    await held.saving
    try {
      await remove(held.run.id)
    } catch (error) {
      const { code, message } = fromRpcError(error)
      return leave(held, { state: 'failed', error: { code, message } })
    }
    await release(held)
  }

  async function release(held: Held): Promise<void> {
    line.splice(line.indexOf(held), 1)
    departures++
    await held.lock.release().catch(() => undefined)
    changes.tell()
    held.leave()
  }

  async function remove(id: string): Promise<void> {
    await runs.remove(id)
    unsaved.delete(id)
    changes.tell()
  }

  async function stop(held: Held, reason: StopReason): Promise<void> {
    const rank = (one: StopReason) => stopReasons.indexOf(one)
    if (!held.reason || rank(reason) > rank(held.reason)) held.reason = reason
    held.checkpoint = await checkpointOf(held)
    held.stop.abort()
    if (reason !== 'finish') await held.left
  }

  function trains(held: Held): boolean {
    return held.run.state === 'training'
  }

  /** The run where it waits or trains here; one that is about to leave the queue has left it then. */
  async function activeOf(id: string): Promise<Held | undefined> {
    const held = heldOf(id)
    if (!held || held.run.state === 'waiting' || trains(held)) return held
    await held.left
    return undefined
  }

  /** Takes a run that does nothing now into the queue. */
  async function takeUp(id: string, by: (run: TrainingRun) => Partial<TrainingRun>): Promise<void> {
    const run = unsaved.get(id) ?? (await runs.get(id))
    const lock = await runs.lock(id)
    if (!lock) {
      // Asked for twice at once.
      if (heldOf(id)) return
      throw elsewhere(run.request.name)
    }
    const held = enqueue({ ...run, state: 'waiting', error: null, ...by(run) }, lock)
    await save(held)
  }

  /** The run, where it is at rest in this program and any other. @throws NagumoError USAGE */
  async function resting(id: string): Promise<TrainingRun> {
    const run = unsaved.get(id) ?? (await runs.get(id))
    if (run.state === 'waiting' || run.state === 'training') throw elsewhere(run.request.name)
    return run
  }

  function assertOpen(): void {
    if (closed) throw new NagumoError('CANCELLED', 'The workbench is closing; nothing new is started.')
  }

  async function list(): Promise<TrainingRun[]> {
    for (;;) {
      const before = departures
      const kept = entriesOf(await runs.list())
      // Else a run that has left the queue meanwhile would be shown as it was read before.
      if (departures === before) return kept.map((run) => heldOf(run.id)?.run ?? unsaved.get(run.id) ?? run)
    }
  }

  return {
    list,
    async *watch(signal) {
      for (let last = ''; !signal?.aborted; ) {
        const seen = changes.count()
        const all = await list()
        const text = JSON.stringify(all)
        if (text !== last && !signal?.aborted) yield all
        last = text
        await sleep(quietMs, signal)
        await changes.next(seen, lookMs, signal)
      }
    },
    async start(request) {
      assertOpen()
      // Never two at the same time: the list goes by it.
      lastStart = Math.max(Date.now(), lastStart + 1)
      const run: TrainingRun = {
        id: newId(request.name),
        createdAt: new Date(lastStart).toISOString(),
        request,
        state: 'waiting',
        progress: null,
        loss: [],
        finishing: false,
        modelId: null,
        error: null,
      }
      await runs.keep(run)
      const lock = await runs.lock(run.id)
      if (!lock) throw elsewhere(request.name)
      enqueue(run, lock)
      return run
    },
    async pause(id) {
      const held = await activeOf(id)
      if (held && trains(held)) {
        refuseLoss(held.run, 'paused')
        return stop(held, 'pause')
      }
      if (held) return leave(held, { state: 'paused' })
      const { state, request } = await resting(id)
      if (state === 'done') throw isDone(request.name)
    },
    async resume(id) {
      assertOpen()
      if (await activeOf(id)) return
      const { state, request } = await resting(id)
      if (state === 'done') throw isDone(request.name)
      // An end that it was asked for goes on where there is something to end.
      const started = await runs.hasCheckpoint(id)
      await takeUp(id, (run) => ({ finishing: run.finishing && started }))
    },
    async finish(id) {
      assertOpen()
      const held = await activeOf(id)
      const { state, request, progress } = held?.run ?? (await resting(id))
      if (state === 'done') throw isDone(request.name)
      const learned = await runs.hasCheckpoint(id)
      if (!learned && !(held && trains(held) && progress && progress.samples > 0)) {
        throw new NagumoError(
          'USAGE',
          `“${request.name}” has learned nothing yet that could be kept. Let it train for a while first, or remove it.`,
        )
      }
      if (!held) return takeUp(id, () => ({ finishing: true }))
      // Where it is measured it has come to its end already.
      const measured = trains(held) && progress && progress.stage !== 'training'
      if (held.run.finishing || measured) return
      if (trains(held)) refuseLoss(held.run, 'brought to an end')
      change(held, { finishing: true })
      if (trains(held)) await stop(held, 'finish')
      await save(held)
    },
    async cancel(id) {
      const held = await activeOf(id)
      if (held && trains(held)) return stop(held, 'cancel')
      if (held) return discard(held)
      await resting(id)
      await remove(id)
    },
    aside(work) {
      const result = asides
        .catch(() => undefined)
        .then(async () => {
          assertOpen()
          if (line.length > 0) throw busy(line[0].run.request.name)
          const trainer = createTrainer()
          asideTrainer = trainer
          try {
            return await work(trainer)
          } finally {
            await trainer.close()
            asideTrainer = null
          }
        })
      asides = result
      return result
    },
    async close() {
      closed = true
      await asideTrainer?.close()
      await Promise.all(
        line.map((held) => (trains(held) ? stop(held, 'close') : leave(held, { state: 'interrupted' }))),
      )
      await working
    },
  }
}

export function busy(name: string): NagumoError {
  return new NagumoError(
    'USAGE',
    `The speed of another network can’t be measured while “${name}” trains: the two would share the processor. Pause it, or measure when it is done.`,
  )
}

/** @throws NagumoError LIBRARY_UNWRITABLE where a stop would lose what was learned */
function refuseLoss({ request, progress }: TrainingRun, what: string): void {
  if (progress?.problem === undefined) return
  throw new NagumoError(
    'LIBRARY_UNWRITABLE',
    `“${request.name}” can’t be ${what} now without losing what it has learned since its last checkpoint. ${progress.problem} Or cancel it, and lose it.`,
  )
}

function elsewhere(name: string): NagumoError {
  return new NagumoError(
    'USAGE',
    `“${name}” is in the hands of another Nagumo that works in the same library. Use it there, or close that program first.`,
  )
}

function isDone(name: string): NagumoError {
  return new NagumoError('USAGE', `“${name}” is done; its model is among the models.`)
}

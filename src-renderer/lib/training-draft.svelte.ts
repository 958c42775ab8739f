import type { TrainingDraft as WrittenTraining } from '../../src-main/contract/work.ts'
import { findNetwork } from '../../src-main/inference/network/catalogue/find-network.ts'
import { networkFits } from '../../src-main/inference/network/catalogue/network-fits.ts'
import { networkChoices } from '../../src-main/inference/network/catalogue/networks.ts'
import { partsOf } from '../../src-main/model/composition/parts.ts'
import { priorEntries } from '../../src-main/model/composition/prior-entries.ts'
import { parseCount, parseNumber, plain, whole } from './digits.ts'
import { models } from './models.svelte.ts'
import { priorDraft } from './prior-draft.svelte.ts'
import { examination } from './prior-examination.svelte.ts'
import { notANumber } from './prior-fields.ts'
import { trainingSpeed } from './training-speed.svelte.ts'
import type {
  Focus,
  FocusedTraining,
  ModelEntry,
  NetworkInput,
  NetworkOptions,
  NetworkTargets,
  TrainingData,
  TrainingRequest,
} from './types.ts'

const mostSamples = 1e10
/** Default duration of a first training, min: enough for a useful model. */
const usualMinutes = '15'
/** A narrow prior needs less training. */
const focusMinutes = '5'

/** The draft training: network, budget and name. */
class TrainingDraft {
  name = $state('')
  description = $state('')
  /** The requested network; used only if it supports the prior. */
  #wantedNetwork = $state<string>('posterior-small')
  input = $state<NetworkInput>('noisyTrace')
  targets = $state<NetworkTargets>('all')
  data = $state<TrainingData>('set')
  budgetBy = $state<'time' | 'samples'>('time')
  minutes = $state(usualMinutes)
  samples = $state('1,000,000')
  seed = $state('1')
  earlyStopping = $state(true)
  /** The model whose weights were requested; only `startFrom` may really be used. */
  wantedStart = $state<string | null>(null)

  /** Networks that support the prior. */
  networks = $derived(networkChoices.filter(({ spec }) => networkFits(spec, priorDraft.parts.observable)))
  network = $derived<string>(
    this.networks.find(({ name }) => name === this.#wantedNetwork)?.name ?? this.networks[0].name,
  )
  choice = $derived(networkChoices.find(({ name }) => name === this.network) ?? networkChoices[0])
  isPoint = $derived(this.choice.spec.kind === 'point')
  /** A convolution over a trace can't take a rate as input. */
  needsTrace = $derived(this.choice.spec.kind === 'point' && this.choice.spec.convolutions.length > 0)
  options = $derived<NetworkOptions>(
    this.isPoint
      ? { network: this.network, input: this.shownInput, targets: this.targets, data: this.data }
      : { network: this.network },
  )
  /** How often each simulation is used. */
  epochs = $derived.by(() => {
    const { recipe } = findNetwork(this.network, this.isPoint ? { data: this.data } : {})
    return recipe.data === 'set' ? recipe.epochs : 1
  })
  /** The single recording it is for; null for an amortized network over the whole prior. */
  focus = $state.raw<Focus | null>(null)
  /** Models of the same network on the same kind of prior. */
  starts = $derived(models.all.filter((model) => this.#fits(model)))
  startFrom = $derived(this.starts.some(({ id }) => id === this.wantedStart) ? this.wantedStart : null)
  /** The requested starting model where it is incompatible with the current choices. */
  lostStart = $derived(
    this.wantedStart && !this.startFrom
      ? (models.all.find(({ id }) => id === this.wantedStart) ?? null)
      : null,
  )
  speed = $derived(trainingSpeed.of(this.options))

  /** Number of simulations in the budget; null while unknown. */
  budget = $derived.by<number | null>(() => {
    if (this.budgetWrong) return null
    if (this.budgetBy === 'samples') return parseCount(this.samples)
    if (!this.speed) return null
    const n = (parseNumber(this.minutes)! * 60 * this.speed.samplesPerSecond) / this.epochs
    return Math.min(mostSamples, Math.max(1, Number(n.toPrecision(3))))
  })
  /** Duration, s; null while the speed is unknown. */
  seconds = $derived(
    this.budget !== null && this.speed ? (this.budget * this.epochs) / this.speed.samplesPerSecond : null,
  )
  budgetWrong = $derived(
    this.budgetBy === 'time'
      ? wrongMinutes(this.minutes)
      : wrongWhole('number of simulations', this.samples, 1, mostSamples),
  )
  seedWrong = $derived(wrongWhole('seed', this.seed, 0, 0xffffffff))
  nameWrong = $derived(
    this.name.trim() === ''
      ? 'Give the model a name.'
      : this.name.trim().length > 80
        ? `A name has at most 80 characters; this one has ${this.name.trim().length}.`
        : null,
  )

  /** Why it can't start yet; null where it can. */
  blocked = $derived.by<string | null>(() => {
    if (priorDraft.blocked) return priorDraft.blocked
    if (!examination.isOf(priorDraft.file)) return 'The prior is being tested on draws.'
    if (examination.refused) return examination.refused
    if (this.budgetWrong) return this.budgetWrong
    if (this.budget === null) {
      return trainingSpeed.measuring
        ? 'The speed is being measured, to convert minutes to simulations.'
        : 'Minutes can’t be converted to simulations before the speed is measured. Measure it, or choose a number of simulations.'
    }
    return this.seedWrong ?? this.nameWrong
  })

  /** The request to the workbench; null while something prevents it. */
  request = $derived.by<TrainingRequest | null>(() => {
    if (this.blocked || this.budget === null || !priorDraft.file) return null
    return {
      ...this.options,
      name: this.name.trim(),
      description: this.description.trim(),
      prior: priorDraft.file,
      samples: Math.round(this.budget),
      seed: parseCount(this.seed)!,
      earlyStopping: this.earlyStopping,
      startFrom: this.startFrom,
      ...(this.focus && { focus: this.focus }),
    }
  })

  get shownInput(): NetworkInput {
    return this.needsTrace && this.input !== 'cleanTrace' ? 'noisyTrace' : this.input
  }

  chooseNetwork(name: string): void {
    this.#wantedNetwork = name
    if (this.isPoint) {
      this.budgetBy = 'samples'
      this.samples = whole(this.choice.samples)
      this.earlyStopping = false
    } else {
      this.earlyStopping = true
      if ((parseCount(this.samples) ?? 0) < this.choice.samples) this.samples = whole(this.choice.samples)
    }
  }

  /**
   * Takes over the training settings of a model.
   * @param weights also its weights, to continue training
   */
  beginFrom(model: ModelEntry, { weights }: { weights: boolean }): void {
    priorDraft.begin(model.prior)
    if (networkChoices.some(({ name }) => name === model.networkName)) this.chooseNetwork(model.networkName)
    if (model.network.kind === 'point') {
      this.input = model.network.input
      this.targets = model.network.targets
      this.data = model.training.recipe.data
      this.samples = whole(model.training.samples)
    }
    this.wantedStart = weights ? model.id : null
    this.focus = weights ? model.focus : null
    this.name = `${model.name.slice(0, 60)}, ${weights ? 'continued' : 'other priors'}`
    this.description = ''
  }

  /** A short training for a single recording, on its truncated prior. */
  beginFocus({ name, prior, network, focus }: FocusedTraining): void {
    priorDraft.begin(prior)
    this.chooseNetwork(network)
    this.budgetBy = 'time'
    this.minutes = focusMinutes
    this.wantedStart = null
    this.focus = focus
    this.name = name
    this.description = ''
  }

  /** Takes over all settings of an earlier run. */
  beginLike(request: TrainingRequest): void {
    priorDraft.begin(request.prior)
    this.#wantedNetwork = request.network
    this.input = request.input ?? 'noisyTrace'
    this.targets = request.targets ?? 'all'
    this.data = request.data ?? 'set'
    this.budgetBy = 'samples'
    this.samples = whole(request.samples)
    this.seed = String(request.seed)
    this.earlyStopping = request.earlyStopping
    this.wantedStart = request.startFrom
    this.focus = request.focus ?? null
    this.name = request.name
    this.description = request.description
  }

  /** All choices and input, for saving. */
  get written(): WrittenTraining {
    const { name, description, input, targets, data, budgetBy, minutes, samples, seed } = this
    const { earlyStopping, wantedStart, focus } = this
    const typed = { name, description, minutes, samples, seed, prior: priorDraft.written }
    const chosen = { network: this.#wantedNetwork, input, targets, data, budgetBy, earlyStopping }
    return { ...typed, ...chosen, wantedStart, focus }
  }

  /** Restores a saved draft. @throws where the components of its prior are unknown here */
  take({ network, prior, ...rest }: WrittenTraining): void {
    priorDraft.take(prior)
    this.#wantedNetwork = network
    Object.assign(this, rest)
  }

  #fits(model: ModelEntry): boolean {
    const { spec } = findNetwork(this.network, this.isPoint ? this.options : {})
    // While a number is being typed, uses the last valid prior.
    const file = priorDraft.file ?? examination.of
    if (!file || JSON.stringify(model.network) !== JSON.stringify(spec)) return false
    const free = priorEntries(file, priorDraft.parts).flatMap(({ description: { name }, distribution }) =>
      distribution?.kind === 'fixed' ? [] : [name],
    )
    const [own, other] = [partsOf(model.prior), partsOf(file)]
    return (
      own.observable.kind === other.observable.kind &&
      (own.observable.usesGrid === false || model.prior.grid.points === file.grid.points) &&
      own.noise.kind === other.noise.kind &&
      JSON.stringify(model.parameters.map(({ name }) => name)) === JSON.stringify(free)
    )
  }
}

function wrongMinutes(text: string): string | null {
  const x = parseNumber(text)
  if (x === null) return notANumber('number of minutes', text)
  return x > 0 ? null : `The number of minutes must be above 0; it is ${plain(x)}.`
}

function wrongWhole(what: string, text: string, least: number, most: number): string | null {
  const x = parseCount(text)
  if (x === null) return notANumber(what, text)
  if (Number.isInteger(x) && x >= least && x <= most) return null
  return `The ${what} must be a whole number from ${least} to ${whole(most)}; it is ${plain(x)}.`
}

export const trainingDraft = new TrainingDraft()

import type {
  CellPrediction,
  CellProtocol,
  DrawnCommand,
  GifResult,
  MembraneResult,
} from '../../contract/cells.ts'
import { NagumoError } from '../../contract/errors.ts'
import type { Random } from '../../model/random.ts'
import type { Family } from '../../signal/family/family.ts'

/** What a fit is given beside the family. */
export interface FitOptions {
  random: Random
  signal?: AbortSignal | undefined
  /** Share that is done, 0 … 1. */
  onProgress?: ((share: number) => void) | undefined
}

const missing = (what: string): NagumoError =>
  new NagumoError('COMPUTE_FAILED', `${what} is not in this version of the program. Leave it out.`)

export function fitMembrane(_family: Family, _protocol: CellProtocol, _options: FitOptions): MembraneResult {
  throw missing('The membrane model')
}

export function fitGif(_family: Family, _protocol: CellProtocol, _options: FitOptions): GifResult {
  throw missing('The integrate-and-fire model')
}

export function predictGif(
  _draws: GifResult['draws'],
  _command: DrawnCommand,
  _options: { random: Random; signal?: AbortSignal },
  _fittedOn: Pick<CellProtocol, 'shape' | 'holding' | 'amplitudes'>,
): CellPrediction {
  throw missing('Prediction')
}

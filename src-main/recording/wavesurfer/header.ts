import type { Hdf5File } from '../hdf5/hdf5-file.ts'

/** Sweep-related header fields of a WaveSurfer file. */
export interface WavesurferHeader {
  /** “WaveSurfer 0.982”. */
  version: string
  /** Sampling rate, Hz. */
  rate: number
  /** The recorded channels, in the order of the rows. */
  channels: WavesurferChannel[]
  /** HDF5 groups of the sweeps, in numerical order. */
  sweeps: string[]
}

export interface WavesurferChannel {
  name: string
  unit: string
  /** Volts at the input per channel unit. */
  scale: number
  /** Polynomial from counts to volts at the input, constant term first. */
  coefficients: number[]
}

const sweepName = /^(sweep|trial)_\d+$/
const mostValues = 4096
/** Up to this version the stored rate is the requested one, not the one the board used. */
const lastWithNominalRate = 0.912
const boardTicks = 100e6

/** Whether an HDF5 file is from WaveSurfer, by the names at its root. */
export function isWavesurfer(file: Hdf5File, root: readonly string[]): boolean {
  if (!root.includes('header') || !root.some((name) => sweepName.test(name))) return false
  return ['AIChannelScales', 'Acquisition'].some((name) => file.kind(`/header/${name}`) !== 'nothing')
}

/**
 * Reads the header by the rules of PyWaveSurfer, for all versions with scaling coefficients.
 * @returns what is missing, as a clause, if it cannot be used
 */
export function readHeader(file: Hdf5File, root: readonly string[]): WavesurferHeader | string {
  const first = (names: readonly string[]): string | undefined =>
    names.map((name) => `/header/${name}`).find((path) => file.kind(path) === 'dataset')
  const scalesAt = first(['AIChannelScales', 'Acquisition/AnalogChannelScales', 'Acquisition/ChannelScales'])
  const coefficientsAt = first(['AIScalingCoefficients', 'Acquisition/AnalogScalingCoefficients'])
  if (!scalesAt || !coefficientsAt) return 'it has no channel scales'
  const scales = numbersOf(file, scalesAt)
  const activeAt = first(['IsAIChannelActive', 'Acquisition/IsAnalogChannelActive'])
  const active = activeAt ? numbersOf(file, activeAt) : scales.map(() => 1)
  if (active.length !== scales.length) return 'it does not give the active channels'
  const texts = (...names: string[]): string[] => {
    const path = first(names)
    return path ? file.words(path) : []
  }
  const names = texts('AIChannelNames', 'Acquisition/AnalogChannelNames', 'Acquisition/ChannelNames')
  const units = texts('AIChannelUnits', 'Acquisition/AnalogChannelUnits', 'Acquisition/ChannelUnits')
  const used = scales.flatMap((_, i) => (active[i] ? [i] : []))
  const rows = rowsOf(file, coefficientsAt, used.length)
  if (!rows) return 'it has no scaling coefficients for each of its active channels'
  const rate = rateOf(file)
  if (!(rate > 0)) return 'it has no sampling rate'
  const version =
    file.kind('/header/VersionString') === 'dataset' ? file.value('/header/VersionString') : null
  return {
    version: `WaveSurfer${version === null ? '' : ` ${version}`}`,
    rate,
    channels: used.map((i, row) => ({
      name: names[i]?.trim() || `channel ${i + 1}`,
      unit: units[i]?.trim() ?? '',
      scale: scales[i],
      coefficients: rows[row],
    })),
    sweeps: root
      .filter((name) => sweepName.test(name))
      .sort((a, b) => Number(a.replace(/\D/g, '')) - Number(b.replace(/\D/g, ''))),
  }
}

/** Sampling rate in Hz; 0 if there is none. */
function rateOf(file: Hdf5File): number {
  const valueAt = (path: string): number | string | null =>
    file.kind(path) === 'dataset' ? (numbersOf(file, path)[0] ?? file.value(path)) : null
  const rate = valueAt('/header/AcquisitionSampleRate')
  if (typeof rate === 'number') return rate
  const nominal = valueAt('/header/Acquisition/SampleRate')
  if (typeof nominal !== 'number' || !(nominal > 0)) return 0
  const version = Number.parseFloat(String(valueAt('/header/VersionString') ?? 0))
  return version > lastWithNominalRate ? nominal : boardTicks / Math.floor(boardTicks / nominal)
}

/** All values of a small numeric dataset; empty otherwise. */
function numbersOf(file: Hdf5File, path: string): number[] {
  const { size, numbers } = file.shape(path)
  const count = size.reduce((product, n) => product * n, 1)
  if (!numbers || count > mostValues) return []
  if (size.length === 0) {
    const value = file.value(path)
    return typeof value === 'number' ? [value] : []
  }
  return count === 0 ? [] : [...file.rows(path, 0, size[0])]
}

/** Null if the number of values does not match. */
function rowsOf(file: Hdf5File, path: string, rows: number): number[][] | null {
  const values = numbersOf(file, path)
  const { size } = file.shape(path)
  if (rows === 0 || size[0] !== rows || values.length % rows !== 0 || values.length === 0) return null
  const each = values.length / rows
  return Array.from({ length: rows }, (_, row) => values.slice(row * each, (row + 1) * each))
}

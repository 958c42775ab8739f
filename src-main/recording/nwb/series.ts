import { millivolts } from '../../contract/units.ts'
import type { Hdf5File } from '../hdf5/hdf5-file.ts'
import { mostSamples } from '../limits.ts'
import { parseUnit } from '../meaning/units.ts'
import { quote } from '../table/problems.ts'

/** A series of an NWB file, before its samples are read. */
export interface Series {
  path: string
  name: string
  /** NWB neurodata type: CurrentClampSeries, … */
  type: string
  /** value = conversion · stored + offset, in `unit` */
  conversion: number
  offset: number
  /** As in the file; null if not given. */
  unit: string | null
  samples: number
  /** 1 for one-dimensional data. */
  columns: number
  /** Rows per chunk. */
  chunkRows: number
  /** ms; null if timestamps are listed. */
  samplingInterval: number | null
  sweepNumber: number | null
  /** Whether it is an extracellular recording, not a membrane potential. */
  outside: boolean
  /** Path of the electrode, if given. */
  electrode: string | null
}

/** A series that is not read, with the reason. */
export interface LeftOut {
  name: string
  because: string
}

const outsideTypes = /^(ElectricalSeries|SpikeEventSeries)$/
/** Larger chunks are not decompressed. */
const mostChunkBytes = 256 * 1024 * 1024
/** More channels than any probe has; rows and columns are swapped. */
const mostColumns = 10_000

/**
 * Reads the metadata of a series.
 * @returns the reason where it cannot be read
 */
export function describeSeries(file: Hdf5File, path: string, name: string): Series | LeftOut {
  const out = (because: string): LeftOut => ({ name, because })
  const kind = file.kind(path)
  if (kind === 'external') return out(`it is in another file (${quote(file.linkTarget(path) ?? '')})`)
  if (kind === 'dangling') return out('it is a link to something that is not in the file')
  if (kind !== 'group') return out('it is not a series')
  const type = typeOf(file, path)
  const data = `${path}/data`
  const dataKind = file.kind(data)
  if (dataKind === 'external')
    return out(`its data are in another file (${quote(file.linkTarget(data) ?? '')})`)
  if (dataKind !== 'dataset') return out('it has no data')
  const { size, numbers, valueBytes, chunkRows, chunkBytes, unknownFilters, virtual } = file.shape(data)
  if (unknownFilters.length > 0) {
    return out(`its data are compressed with ${unknownFilters.map(quote).join(', ')}, which is not supported`)
  }
  if (virtual) return out('its data are a virtual dataset, which is not supported')
  if (!numbers || valueBytes < 1 || (size.length !== 1 && size.length !== 2))
    return out('its data are not a table of numbers')
  if (chunkBytes > mostChunkBytes) return out('its data are stored in chunks that are too large')
  const [samples, columns = 1] = size
  if (samples === 0 || columns === 0) return out('it has no samples')
  if (columns > mostColumns)
    return out(`its data have ${columns} columns, while at most ${mostColumns} are read`)
  if (samples * columns > mostSamples) {
    return out(`it has ${samples * columns} samples, while at most ${mostSamples / 1e6} million are read`)
  }
  const number = (attribute: string, otherwise: number): number => {
    const value = file.attribute(data, attribute)
    return typeof value === 'number' ? value : otherwise
  }
  const conversion = number('conversion', 1)
  const offset = number('offset', 0)
  if (!Number.isFinite(conversion) || conversion === 0 || !Number.isFinite(offset)) {
    return out(`its samples are scaled by ${conversion} and shifted by ${offset}`)
  }
  const interval = intervalOf(file, path)
  if (typeof interval === 'string') return out(interval)
  const unit = file.attribute(data, 'unit')
  const sweep = numberAt(file, path, 'sweep_number')
  return {
    path,
    name,
    type,
    conversion,
    offset,
    unit: typeof unit === 'string' && unit.trim() !== '' ? unit.trim() : null,
    samples,
    columns,
    chunkRows,
    samplingInterval: interval,
    sweepNumber: sweep,
    // Extension series also refer to rows of the extracellular electrode table.
    outside: outsideTypes.test(type) || file.kind(`${path}/electrodes`) === 'dataset',
    electrode: file.kind(`${path}/electrode`) === 'group' ? file.linkTarget(`${path}/electrode`) : null,
  }
}

/** Whether the file declares this a membrane potential. */
export function isCurrentClamp({ type }: Series): boolean {
  return type === 'CurrentClampSeries' || type === 'IZeroClampSeries'
}

/** mV per unit; null if it is not a voltage unit. */
export function millivoltsIn({ unit }: Series): number | null {
  const parsed = parseUnit(unit ?? '') ?? parseUnit((unit ?? '').toLowerCase())
  return parsed?.kind === 'voltage' && parsed.unit !== 'none' ? millivolts[parsed.unit] : null
}

export function isLeftOut(found: Series | LeftOut): found is LeftOut {
  return 'because' in found
}

/** In NWB 1 all are TimeSeries, with their ancestry listed from general to specific. */
function typeOf(file: Hdf5File, path: string): string {
  const ancestry = file.texts(path, 'ancestry')
  const type = file.attribute(path, 'neurodata_type')
  return ancestry[ancestry.length - 1] ?? (typeof type === 'string' ? type : 'a group')
}

/** Sampling interval in ms, null for listed timestamps, or the reason there is neither. */
function intervalOf(file: Hdf5File, path: string): number | null | string {
  const start = `${path}/starting_time`
  if (file.kind(start) === 'dataset') {
    const rate = file.attribute(start, 'rate')
    if (typeof rate !== 'number' || !(rate > 0) || !Number.isFinite(rate))
      return `its sampling rate is ${rate ?? 'not stated'}`
    return 1000 / rate
  }
  if (file.kind(`${path}/timestamps`) === 'dataset') return null
  return 'it has neither a sampling rate nor times'
}

/** An attribute in NWB 2, a dataset in some files. */
function numberAt(file: Hdf5File, path: string, name: string): number | null {
  const attribute = file.attribute(path, name)
  if (typeof attribute === 'number') return attribute
  if (file.kind(`${path}/${name}`) !== 'dataset') return null
  const value = file.value(`${path}/${name}`)
  return typeof value === 'number' ? value : null
}

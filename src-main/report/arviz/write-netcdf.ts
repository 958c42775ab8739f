import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Dataset, File, Group } from 'h5wasm/node'
import type { Attributes, DataGroup } from './data-group.ts'

type Hdf5 = typeof import('h5wasm/node')

/**
 * Writes groups as a NetCDF-4 file: an HDF5 file with dimension scales (CLASS, NAME, DIMENSION_LIST, REFERENCE_LIST)
 * and dimension ids (_Netcdf4Dimid): NetCDF-4 users' guide, “file format specifications”. The same groups give the same
 * bytes.
 * @param attributes of the file @param madeAt ms since 1970: the time that HDF5 writes beside each array
 */
export async function writeNetcdf(
  attributes: Attributes,
  groups: readonly DataGroup[],
  madeAt: number,
): Promise<Uint8Array> {
  const hdf5 = await import('h5wasm/node')
  const module = await hdf5.ready
  // Otherwise failed calls go unnoticed.
  module.activate_throwing_error_handler()
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-netcdf-'))
  try {
    const path = join(folder, 'data.nc')
    atTime(madeAt, () => writeFile(hdf5, path, attributes, groups))
    return new Uint8Array(await readFile(path))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Fixes the clock for HDF5, whose timestamps can't be disabled; `work` is synchronous, so nothing else sees it. */
function atTime(ms: number, work: () => void): void {
  const { now } = Date
  Date.now = () => ms
  try {
    work()
  } finally {
    Date.now = now
  }
}

function writeFile(hdf5: Hdf5, path: string, attributes: Attributes, groups: readonly DataGroup[]): void {
  // NetCDF orders dimensions and variables by creation.
  const file = new hdf5.File(path, 'w', { track_order: true })
  try {
    writeAttributes(file, attributes)
    let dimension = 0
    for (const group of groups) dimension = writeGroup(file, group, dimension)
  } finally {
    file.close()
  }
}

/** @param dimension index of its first dimension among those of the file @returns that of the next group */
function writeGroup(file: File, group: DataGroup, dimension: number): number {
  const made = file.create_group(group.name, true)
  writeAttributes(made, group.attributes)
  const scales: Dataset[] = group.coordinates.map(({ name, values, attributes = {} }) => {
    const whole = values.every(Number.isSafeInteger)
    const data = whole ? BigInt64Array.from(values, BigInt) : Float64Array.from(values)
    const dataset = made.create_dataset({ name, data, shape: [values.length], track_order: true })
    writeAttributes(dataset, attributes)
    return dataset
  })
  scales.forEach((scale, k) => {
    scale.make_scale(group.coordinates[k].name)
    scale.create_attribute('_Netcdf4Dimid', dimension + k, [], '<i')
  })
  for (const { name, dimensions, values, attributes = {} } of group.variables) {
    const shape = dimensions.map((one) => lengthOf(group, one))
    const dataset = made.create_dataset({ name, data: values, shape, track_order: true })
    for (const [k, one] of dimensions.entries()) dataset.attach_scale(k, `/${group.name}/${one}`)
    writeAttributes(dataset, attributes)
  }
  return dimension + scales.length
}

function lengthOf({ name, coordinates }: DataGroup, dimension: string): number {
  const found = coordinates.find((one) => one.name === dimension)
  if (!found) throw new Error(`the group ${name} has no coordinate ${dimension}`)
  return found.values.length
}

/** An attribute of HDF5 has at most 64 KiB. */
const mostText = 16_000

/** HDF5 has no empty text of fixed length: such attributes are left out. */
function writeAttributes(of: Group | Dataset, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === '') continue
    if (typeof value === 'string')
      of.create_attribute(name, value.length > mostText ? `${value.slice(0, mostText)}…` : value)
    else if (Number.isSafeInteger(value)) of.create_attribute(name, BigInt64Array.of(BigInt(value)), [], '<q')
    else of.create_attribute(name, value, [], '<d')
  }
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '../../services/fixtures.ts'

/** A NetCDF-4 file, read by HDF5. */
interface Netcdf {
  /** In the order in which they were made. */
  names(path: string): string[]
  values(path: string): number[]
  /** Paths of the dimensions of an array. */
  scales(path: string): string[]
  attribute(path: string, name: string): unknown
}

export async function openNetcdf(bytes: Uint8Array, use: (file: Netcdf) => void): Promise<void> {
  const { File, Dataset, ready } = await import('h5wasm/node')
  await ready
  const path = join(await temporaryFolder(), 'read.nc')
  await writeFile(path, bytes)
  const file = new File(path, 'r')
  const dataset = (at: string): InstanceType<typeof Dataset> => {
    const found = file.get(at)
    if (!(found instanceof Dataset)) throw new Error(`${at} is no array`)
    return found
  }
  try {
    use({
      names: (at) => (at === '/' ? file : (file.get(at) as typeof file)).keys(),
      values: (at) => Array.from(dataset(at).value as Float64Array, Number),
      scales: (at) => (dataset(at).shape ?? []).flatMap((_, k) => dataset(at).get_attached_scales(k)),
      attribute: (at, name) => {
        const { value } = (at === '/' ? file : dataset(at)).attrs[name]
        return value
      },
    })
  } finally {
    file.close()
  }
}

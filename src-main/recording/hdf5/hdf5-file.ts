import { posix } from 'node:path'
import type { Dataset, File, Group, Reference, ready } from 'h5wasm/node'

const { basename, dirname, normalize } = posix

type Module = Awaited<typeof ready>

/** An HDF5 call failed: the file is damaged. `cause` has the HDF5 error. */
export class Hdf5Error extends Error {
  constructor(cause: unknown) {
    super('HDF5 can’t read this', { cause })
  }
}

/**
 * Datasets and groups of an HDF5 file, as far as needed for recordings. Paths are absolute. All methods throw
 * Hdf5Error.
 */
export interface Hdf5File {
  /** Names in a group, in the file's order. */
  names(path: string): string[]
  /** Type of the object at a path; external links are not followed. */
  kind(path: string): Hdf5Kind
  /** Target of a link, for messages; null if it is not a link. */
  linkTarget(path: string): string | null
  /** A numeric or text attribute of an object; null if missing or of another type. */
  attribute(path: string, name: string): number | string | null
  /** All texts of an attribute. */
  texts(path: string, name: string): string[]
  shape(path: string): Hdf5Shape
  /** Values of a numeric dataset: `count` rows from row `from`, all columns. */
  rows(path: string, from: number, count: number): Float64Array
  /** A dataset of one number or text; null otherwise. */
  value(path: string): number | string | null
  /** All texts of a dataset; empty if it has another type or is too large. */
  words(path: string): string[]
  /**
   * Rows of a dataset of (first, count, object reference), with references resolved to paths. Empty if it is not one.
   */
  parts(path: string): Hdf5Part[]
  /** Paths of the objects that a dataset refers to, in order; null if it does not hold references, or too many. */
  references(path: string): string[] | null
  close(): void
}

/** A segment of an object in the file. */
export interface Hdf5Part {
  path: string
  first: number
  count: number
}

export type Hdf5Kind = 'group' | 'dataset' | 'external' | 'dangling' | 'nothing'

export interface Hdf5Shape {
  /** Rows, columns …; empty for a single value. */
  size: number[]
  /** Whether it holds integers or floating-point numbers. */
  numbers: boolean
  /** Bytes of one value. */
  valueBytes: number
  /** Rows per chunk; 1 if not chunked. */
  chunkRows: number
  /** Bytes per chunk. */
  chunkBytes: number
  /** Filters that are not built in: “lzf”, “blosc”. */
  unknownFilters: string[]
  /** Whether it is a virtual dataset. */
  virtual: boolean
}

/** Maximum size of an attribute. */
const mostAttributeBytes = 64 * 1024
const mostParts = 10_000
/** ID of the last built-in filter: deflate, shuffle, fletcher32, szip, nbit, scale-offset. */
const lastOwnFilter = 6

/** HDF5 compiled to WebAssembly (h5wasm). */
export interface Hdf5 {
  /**
   * After an error in any method of the file, HDF5's memory is unreliable: close the file and end the thread.
   * @throws Hdf5Error where it is not HDF5, or damaged
   */
  open(path: string): Hdf5File
}

/** Loaded on demand, because it is large. */
export async function loadHdf5(): Promise<Hdf5> {
  const { File, ready } = await import('h5wasm/node')
  const module = await ready
  // Without it a failed call would return stale memory.
  module.activate_throwing_error_handler()
  return {
    open: (path) =>
      named(
        wrap(
          attempt(() => new File(path, 'r')),
          module,
        ),
      ),
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Hdf5Error(error)
  }
}

/** Wraps the file's methods so that HDF5 failures are distinguished from errors of the caller. */
function named(file: Hdf5File): Hdf5File {
  return {
    names: (...of) => attempt(() => file.names(...of)),
    kind: (...of) => attempt(() => file.kind(...of)),
    linkTarget: (...of) => attempt(() => file.linkTarget(...of)),
    attribute: (...of) => attempt(() => file.attribute(...of)),
    texts: (...of) => attempt(() => file.texts(...of)),
    shape: (...of) => attempt(() => file.shape(...of)),
    rows: (...of) => attempt(() => file.rows(...of)),
    value: (...of) => attempt(() => file.value(...of)),
    words: (...of) => attempt(() => file.words(...of)),
    parts: (...of) => attempt(() => file.parts(...of)),
    references: (...of) => attempt(() => file.references(...of)),
    close: () => attempt(() => file.close()),
  }
}

function wrap(file: File, module: Module): Hdf5File {
  const { H5T_class_t: types } = module
  const id = file.file_id
  const dataset = (path: string): Dataset => file.get(path) as Dataset

  const isExternal = (path: string): boolean =>
    path !== '/' && 'filename' in (module.get_external_link(id, path) as object)

  // HDF5 fails on missing names, so names are looked up first.
  const listed = new Map<string, Set<string>>()
  const kinds = new Map<string, Hdf5Kind>([['/', 'group']])
  const exists = (path: string): boolean => {
    const parent = dirname(path)
    if (kindOf(parent) !== 'group') return false
    const names = listed.get(parent) ?? new Set(module.get_names(id, parent, false))
    listed.set(parent, names)
    return names.has(basename(path))
  }
  const kindOf = (path: string): Hdf5Kind => {
    const kind = kinds.get(path) ?? lookAt(path)
    kinds.set(path, kind)
    return kind
  }
  const lookAt = (path: string): Hdf5Kind => {
    if (!exists(path)) return 'nothing'
    if (isExternal(path)) return 'external'
    const target = module.get_symbolic_link(id, path)
    if (path !== '/' && target) {
      // Stops at circular links.
      kinds.set(path, 'dangling')
      const kind = kindOf(normalize(target.startsWith('/') ? target : `${dirname(path)}/${target}`))
      return kind === 'nothing' ? 'dangling' : kind
    }
    const kind = module.get_type(id, path)
    if (kind === module.H5G_GROUP) return 'group'
    return kind === module.H5G_DATASET ? 'dataset' : 'nothing'
  }

  const attributeOf = (path: string, name: string): unknown => {
    if (!module.get_attribute_names(id, path).includes(name)) return null
    const attribute = (file.get(path) as Group).attrs[name]
    const { total_size, size } = attribute.metadata
    return total_size * size <= mostAttributeBytes ? attribute.value : null
  }

  return {
    names: (path) => module.get_names(id, path, false),
    kind: kindOf,
    linkTarget(path) {
      if (isExternal(path)) {
        const { filename, obj_path } = module.get_external_link(id, path)
        return `${filename}:${obj_path}`
      }
      return module.get_symbolic_link(id, path) || null
    },
    attribute: (path, name) => single(attributeOf(path, name)),
    texts(path, name) {
      const value = attributeOf(path, name)
      return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string')
    },
    shape(path) {
      const { metadata, filters } = dataset(path)
      const numbers = metadata.type === types.H5T_INTEGER.value || metadata.type === types.H5T_FLOAT.value
      return {
        size: metadata.shape ?? [0],
        numbers,
        valueBytes: metadata.size,
        chunkRows: metadata.chunks?.[0] ?? 1,
        chunkBytes: metadata.size * (metadata.chunks ?? [1]).reduce((product, n) => product * n, 1),
        unknownFilters: filters.filter(({ id }) => id > lastOwnFilter).map(({ id, name }) => name || `${id}`),
        virtual: (metadata.virtual_sources?.length ?? 0) > 0,
      }
    },
    rows(path, from, count) {
      const values = dataset(path).slice([[from, from + count]])
      return ArrayBuffer.isView(values)
        ? Float64Array.from(values as ArrayLike<number | bigint>, Number)
        : new Float64Array(0)
    },
    value(path) {
      const { metadata } = dataset(path)
      if (metadata.total_size !== 1 || metadata.size > mostAttributeBytes) return null
      return single(dataset(path).value)
    },
    words(path) {
      const { metadata } = dataset(path)
      if (
        metadata.type !== types.H5T_STRING.value ||
        metadata.total_size * metadata.size > mostAttributeBytes
      )
        return []
      const { value } = dataset(path)
      return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string')
    },
    parts(path) {
      const found = dataset(path)
      const members = found.metadata.compound_type?.members ?? []
      const kinds = members.map(({ type }) => type)
      const { value: integer } = types.H5T_INTEGER
      if (kinds.join() !== [integer, integer, types.H5T_REFERENCE.value].join()) return []
      if (found.metadata.total_size > mostParts)
        return []
        // h5wasm sizes the references of a member by a field that it does not set.
      ;(members[2] as { total_size?: number }).total_size = 1
      const rows = found.value as unknown as [number | bigint, number | bigint, Reference[]][]
      return rows.map(([first, count, [reference]]) => ({
        path: module.get_referenced_name(id, reference.ref_data, true),
        first: Number(first),
        count: Number(count),
      }))
    },
    references(path) {
      const found = dataset(path)
      if (found.metadata.type !== types.H5T_REFERENCE.value || found.metadata.total_size > mostParts)
        return null
      const { value } = found
      const list = (Array.isArray(value) ? value : [value]) as Reference[]
      return list.map(({ ref_data }) => module.get_referenced_name(id, ref_data, true))
    },
    close: () => file.close(),
  }
}

/** A number or text, alone or the first of an array. */
function single(value: unknown): number | string | null {
  const first = Array.isArray(value) || ArrayBuffer.isView(value) ? (value as ArrayLike<unknown>)[0] : value
  if (typeof first === 'bigint') return Number(first)
  return typeof first === 'number' || typeof first === 'string' ? first : null
}

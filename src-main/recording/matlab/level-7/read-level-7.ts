import { NagumoError } from '../../../contract/errors.ts'
import { plain } from '../../../contract/quantities.ts'
import type { ReadingChoice } from '../../../contract/recordings.ts'
import type { Hdf5File } from '../../hdf5/hdf5-file.ts'
import { mostSamples } from '../../limits.ts'
import type { RecordingData } from '../../recording-data.ts'
import { readVariables } from '../read-variables.ts'
import { countOf, type MatVariable, rowsOfText } from '../variable.ts'

/** The file, with limits on decompression. */
interface Source {
  name: string
  bytes: number
  choice?: ReadingChoice
}

const classAttribute = 'MATLAB_class'
/** MATLAB's internal names: parts of cell arrays, objects. */
const ownNames = /^#/
const mostVariables = 20_000
const deepest = 12
const longestText = 4096
/** Values read at once. */
const blockValues = 2 ** 20
/** Larger chunks are not decompressed. */
const mostChunkBytes = 256 * 1024 * 1024

/** Whether an HDF5 file holds MATLAB variables: by its name, or by MATLAB's class attributes. */
export function isMatlab(file: Hdf5File, root: readonly string[], name: string): boolean {
  if (/\.mat$/i.test(name)) return true
  const [first] = root.filter((one) => !ownNames.test(one))
  if (first === undefined || !['group', 'dataset'].includes(file.kind(`/${first}`))) return false
  return file.attribute(`/${first}`, classAttribute) !== null
}

/**
 * Reads a MATLAB 7.3 file.
 * @param root names at the file's root
 * @param beat heartbeat, called repeatedly with what is read next
 * @throws NagumoError FILE_TOO_LARGE, FILE_UNREADABLE, and those of `readVariables`; Hdf5Error
 */
export function readMatlabHdf5(
  file: Hdf5File,
  root: readonly string[],
  { name, bytes, choice = {} }: Source,
  beat: (where?: string) => void,
): RecordingData {
  const found: MatVariable[] = []
  const walk = walker(file, { name, bytes, beat, found })
  for (const one of root) if (!ownNames.test(one)) walk(`/${one}`, one, 0)
  return readVariables(found, { file: name, version: 'MATLAB 7.3 file', choice })
}

type Walk = (at: string, path: string, depth: number) => void

interface Place {
  name: string
  bytes: number
  beat: (where?: string) => void
  found: MatVariable[]
}

function walker(file: Hdf5File, place: Place): Walk {
  const { name, beat, found } = place
  const walk: Walk = (at, path, depth) => {
    beat(`variable ${path}`)
    if (depth > deepest || found.length >= mostVariables) {
      throw new NagumoError(
        'FILE_TOO_LARGE',
        `${name} contains more variables, or more deeply nested ones, than are read. In MATLAB, save only the trace and its times.`,
      )
    }
    const kind = file.kind(at)
    const type = file.attribute(at, classAttribute)
    if (kind === 'group') {
      if (type !== null && type !== 'struct') found.push({ path, size: [1, 1], type: String(type) })
      else if (file.attribute(at, 'MATLAB_sparse') !== null)
        found.push({ path, size: [1, 1], type: 'sparse' })
      else for (const field of file.names(at)) walkField(`${at}/${field}`, path, field, depth + 1)
    } else if (kind === 'dataset') walkDataset(at, path, type, depth)
    else found.push({ path, size: [1, 1], type: 'link' })
  }
  /** Fields of a struct array refer to the values of each element. */
  const walkField = (at: string, path: string, field: string, depth: number): void => {
    const elements =
      file.kind(at) === 'dataset' && file.attribute(at, classAttribute) === null ? file.references(at) : null
    if (!elements) walk(at, `${path}.${field}`, depth)
    else for (const [k, element] of elements.entries()) walk(element, `${path}(${k + 1}).${field}`, depth)
  }
  const walkDataset = (at: string, path: string, type: number | string | null, depth: number): void => {
    if (type === 'cell') {
      if (file.attribute(at, 'MATLAB_empty')) found.push({ path, size: [0, 0], type })
      else
        for (const [k, element] of (file.references(at) ?? []).entries())
          walk(element, `${path}{${k + 1}}`, depth + 1)
      return
    }
    const { size: stored, numbers } = file.shape(at)
    const size = [...stored].reverse()
    while (size.length < 2) size.push(1)
    const isObject = file.attribute(at, 'MATLAB_object_decode') !== null
    if (file.attribute(at, 'MATLAB_empty')) found.push({ path, size: [0, 0], type: `${type ?? 'array'}` })
    else if (type === 'char' && numbers) {
      const short = countOf({ size }) <= longestText
      found.push({
        path,
        size,
        type,
        ...(short && { text: rowsOfText(String.fromCharCode(...valuesOf(file, at, place)), size) }),
      })
    } else if (numbers && !isObject && (type === null || /^(double|single|u?int\d+)$/.test(`${type}`))) {
      const variable = { path, size, type: `${type ?? 'number'}` }
      found.push({ ...variable, numbers: () => valuesOf(file, at, place) })
    } else {
      const text = type === null ? file.words(at).join('\n') : ''
      const shown = isObject ? `${type} object` : `${type ?? 'other'}`
      found.push({ path, size, type: shown, ...(text !== '' && { text }) })
    }
  }
  return walk
}

/** All values of a dataset, in file order, which is MATLAB's column-major order. */
function valuesOf(file: Hdf5File, at: string, { name, bytes, beat }: Place): Float64Array {
  const { size, chunkRows, chunkBytes, unknownFilters, virtual } = file.shape(at)
  const count = size.reduce((product, n) => product * n, 1)
  const room = Math.min(mostSamples, 8 * bytes + 4e6)
  if (count > room) {
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${name} holds ${plain(count / 1e6, 3)} million values in ${at}, while at most ${plain(room / 1e6, 3)} million are read of a file of its size. Save a part of the recording, or fewer sweeps.`,
    )
  }
  if (unknownFilters.length > 0 || virtual || chunkBytes > mostChunkBytes) {
    throw new NagumoError(
      'FILE_UNREADABLE',
      `${name}: ${at} is stored in a way that is not supported${unknownFilters.length > 0 ? ` (filter ${unknownFilters.join(', ')})` : ''}. In MATLAB, load the file and save it again.`,
    )
  }
  if (size.length === 0) {
    const value = file.value(at)
    return Float64Array.of(typeof value === 'number' ? value : Number.NaN)
  }
  const values = new Float64Array(count)
  const perRow = Math.max(1, count / Math.max(1, size[0]))
  const rows = Math.max(1, Math.ceil(blockValues / perRow / chunkRows)) * chunkRows
  for (let from = 0; from < size[0] && count > 0; from += rows) {
    beat(at)
    values.set(file.rows(at, from, Math.min(rows, size[0] - from)), from * perRow)
  }
  return values
}

import { type MatVariable, rowsOfText } from '../variable.ts'
import { type Bytes, type Element, elementAt, Mat5Error, numbersOf, textOf, types } from './elements.ts'

/** Class names by number; others are neither numeric nor text arrays. */
const classes: Record<number, string> = {
  1: 'cell',
  2: 'struct',
  3: 'object',
  4: 'char',
  5: 'sparse',
  6: 'double',
  7: 'single',
  8: 'int8',
  9: 'uint8',
  10: 'int16',
  11: 'uint16',
  12: 'int32',
  13: 'uint32',
  14: 'int64',
  15: 'uint64',
  16: 'function_handle',
  17: 'opaque',
}
const isNumeric = (type: string): boolean => /^(double|single|u?int\d+)$/.test(type)
const flags = { complex: 0x0800, logical: 0x0200 }

const mostVariables = 20_000
const mostDimensions = 16
const deepest = 12
const longestText = 4096

/**
 * Adds the variables in a matrix element: itself, or the parts of a struct or cell array.
 * @param path its name; null to use the stored name
 * @throws Mat5Error where it is damaged
 */
export function addVariables(
  source: Bytes,
  matrix: Element,
  path: string | null,
  found: MatVariable[],
  depth = 0,
): void {
  if (depth > deepest) throw new Mat5Error('its structs are nested too deeply')
  if (found.length >= mostVariables) throw new Mat5Error(`it has more than ${mostVariables} variables`)
  if (matrix.bytes === 0) {
    if (path) found.push({ path, size: [0, 0], type: 'double' })
    return
  }
  const end = matrix.from + matrix.bytes
  let at = matrix.from
  const next = (): Element => {
    const element = elementAt(source, at, end)
    at = element.next
    return element
  }
  const [word] = numbersOf(source, next())
  const type = classes[word & 0xff] ?? 'unknown'
  if (type === 'opaque' || type === 'unknown') {
    const name = path ?? textOf(source, next())
    if (name) found.push({ path: name, size: [1, 1], type: 'object' })
    return
  }
  const dimensions = next()
  const size = [...numbersOf(source, dimensions)]
  if (
    dimensions.type !== types.int32 ||
    size.length < 2 ||
    size.length > mostDimensions ||
    size.some((n) => n < 0)
  )
    throw new Mat5Error('the size of an array is not valid')
  const own = textOf(source, next())
  const name = path ?? own
  // Nameless elements belong to objects.
  if (name === '') return
  const count = size.reduce((product, n) => product * n, 1)
  const each = (nameOf: (k: number) => string): void => {
    for (let k = 0; k < count; k++) {
      const element = next()
      if (element.type !== types.matrix) throw new Mat5Error(`${name} has a part that is not an array`)
      addVariables(source, element, nameOf(k), found, depth + 1)
    }
  }
  if (type === 'cell') {
    each((k) => `${name}{${k + 1}}`)
    return
  }
  if (type === 'struct' || type === 'object') {
    if (type === 'object') next()
    const [length] = numbersOf(source, next())
    const fields = textOf(source, next())
    const names: string[] = []
    for (let i = 0; length > 0 && i < fields.length; i += length)
      names.push(fields.slice(i, i + length).replace(/\0.*$/s, ''))
    for (let k = 0; k < count; k++) {
      for (const field of names) {
        const element = next()
        if (element.type !== types.matrix) throw new Mat5Error(`${name} has a part that is not an array`)
        addVariables(source, element, `${name}${count === 1 ? '' : `(${k + 1})`}.${field}`, found, depth + 1)
      }
    }
    return
  }
  const complex = (word & flags.complex) !== 0
  const logical = (word & flags.logical) !== 0
  if (type === 'char') {
    const text = count <= longestText ? rowsOfText(textOf(source, next()), size) : undefined
    found.push({ path: name, size, type, ...(text !== undefined && { text }) })
  } else if (isNumeric(type) && !complex && !logical) {
    const data = next()
    found.push({ path: name, size, type, numbers: () => numbersOf(source, data, count) })
  } else {
    found.push({ path: name, size, type: complex ? `complex ${type}` : logical ? 'logical' : type })
  }
}

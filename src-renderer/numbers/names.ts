import { numbersIn } from './local-text.ts'

/** Fields of the API that hold names given by a user or a file. */
const naming = new Set([
  'name',
  'recordingName',
  'modelName',
  'fileName',
  'sweep',
  'group',
  'title',
  'tags',
  'cell',
  'condition',
  'folder',
  'path',
  'libraryFolder',
])
/** Maximum number; the oldest are dropped. */
const most = 5000

const known = new Map<string, true>()
const byNumber = new Map<string, Map<string, number>>()

/**
 * Remembers names containing numbers (“cell 0.5 nA.csv”) in messages between window and workbench: they must not be
 * reformatted in any text.
 */
export function rememberNames(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return
  if (value instanceof Blob) {
    if (value instanceof File) remember(value.name)
    return
  }
  if (Array.isArray(value)) {
    // Sample arrays contain no names.
    if (typeof value[0] !== 'number') value.forEach(rememberNames)
    return
  }
  for (const [key, inside] of Object.entries(value)) {
    if (naming.has(key)) for (const name of [inside].flat()) if (typeof name === 'string') remember(name)
    rememberNames(inside)
  }
}

/** Whether a number in a text is part of a name. */
export function isInName(text: string, at: number, number: string): boolean {
  for (const [name, within] of byNumber.get(number) ?? []) {
    if (text.startsWith(name, at - within)) return true
  }
  return false
}

function remember(name: string): void {
  // A purely numeric name counts too.
  if (known.has(name) || !/\p{L}/u.test(name)) return
  const found = numbersIn(name)
  if (found.length === 0) return
  if (known.size >= most) forget(known.keys().next().value!)
  known.set(name, true)
  for (const { number, at } of found) {
    const names = byNumber.get(number) ?? new Map<string, number>()
    byNumber.set(number, names.set(name, at))
  }
}

function forget(name: string): void {
  known.delete(name)
  for (const { number } of numbersIn(name)) byNumber.get(number)?.delete(name)
}

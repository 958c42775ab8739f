import { quote } from '../table/problems.ts'

/** A variable of a MATLAB file, or a part of one: a field of a struct, an element of a cell array. */
export interface MatVariable {
  /** As MATLAB writes it: “data.Vm”, “sweeps{3}”, “cell(2).Vm”. */
  path: string
  /** Rows, columns …; at least two. */
  size: number[]
  /** Its class: “double”, “int16”, “char”, “table”. */
  type: string
  /** Column by column, as MATLAB stores them. Left out where it is no full real array of numbers. */
  numbers?: () => Float64Array
  /** Of texts; one line a row. */
  text?: string
}

const told = 8

/** The last name of a path, without the place in an array: “sweeps” of “data.sweeps{3}”. */
export function ownName(path: string): string {
  return withoutPlace(path.slice(path.lastIndexOf('.') + 1))
}

/** What a variable is a field of; empty where of nothing. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')))
}

/** Elements of one array have the same family: “sweeps” of “sweeps{3}”, “cell.Vm” of “cell(2).Vm”. */
export function familyOf(path: string): string {
  return path.replace(/[{(]\d+[)}]/g, '')
}

export function countOf({ size }: Pick<MatVariable, 'size'>): number {
  return size.reduce((product, n) => product * n, 1)
}

/** “20000 × 1 double” */
export function describe({ size, type }: MatVariable): string {
  return `${size.join(' × ')} ${type}`
}

/** “time” (20000 × 1 double), “Vm” (20000 × 10 double) and 3 more. */
export function variableList(variables: readonly MatVariable[]): string {
  if (variables.length === 0) return 'no variables'
  const list = variables
    .slice(0, told)
    .map((variable) => `${quote(variable.path)} (${describe(variable)})`)
    .join(', ')
  return variables.length > told ? `${list} and ${variables.length - told} more` : list
}

function withoutPlace(name: string): string {
  return name.replace(/(?:[{(]\d+[)}])+$/, '')
}

/** The rows of an array of characters, which stand column by column. */
export function rowsOfText(text: string, [rows]: readonly number[]): string {
  if (rows <= 1) return text
  return Array.from({ length: rows }, (_, row) =>
    Array.from(text)
      .filter((_, i) => i % rows === row)
      .join('')
      .trimEnd(),
  ).join('\n')
}

import { quote } from '../table/problems.ts'

/** A variable of a MATLAB file, or part of one: a struct field or a cell array element. */
export interface MatVariable {
  /** In MATLAB notation: “data.Vm”, “sweeps{3}”, “cell(2).Vm”. */
  path: string
  /** Rows, columns …; at least two. */
  size: number[]
  /** MATLAB class: “double”, “int16”, “char”, “table”. */
  type: string
  /** Column-major, as in MATLAB. Omitted unless it is a full real numeric array. */
  numbers?: () => Float64Array
  /** Value of a text; one line per row. */
  text?: string
}

const told = 8

/** The last name of a path, without array index: “sweeps” of “data.sweeps{3}”. */
export function ownName(path: string): string {
  return withoutPlace(path.slice(path.lastIndexOf('.') + 1))
}

/** Path of the parent; empty if there is none. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')))
}

/** Elements of one array share a family: “sweeps” of “sweeps{3}”, “cell.Vm” of “cell(2).Vm”. */
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

/** The rows of a character array, which is stored column by column. */
export function rowsOfText(text: string, [rows]: readonly number[]): string {
  if (rows <= 1) return text
  return Array.from({ length: rows }, (_, row) =>
    Array.from(text)
      .filter((_, i) => i % rows === row)
      .join('')
      .trimEnd(),
  ).join('\n')
}

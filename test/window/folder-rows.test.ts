import { describe, expect, it } from 'vitest'
import { inFolders } from '../../src-renderer/lib/dropped-files.ts'
import { folderRows, inFolderOrder } from '../../src-renderer/lib/folder-rows.ts'
import { treeKey } from '../../src-renderer/lib/tree-keys.ts'
import { recording } from '../services/fixtures.ts'

const folders: Record<string, string> = { a: 'drug 10 µM', b: 'drug 2 µM', d: 'drug 2 µM' }
const all = ['a', 'b', 'c', 'd'].map((id) => recording({ id, name: `${id}.csv` }))
const folderOf = (id: string): string => folders[id] ?? ''

describe('lines of recordings in folders', () => {
  it('are every recording once, in its order, below the heading of its folder; none first, numbers as numbers', () => {
    const rows = folderRows(all, folderOf, () => true)
    expect(rows.map((row) => (row.kind === 'folder' ? `[${row.folder}]` : row.id))).toEqual([
      '[]',
      'c',
      '[drug 2 µM]',
      'b',
      'd',
      '[drug 10 µM]',
      'a',
    ])
    expect(rows.map(({ place }) => [place.level, place.position, place.size])).toEqual([
      [1, 1, 3],
      [2, 1, 1],
      [1, 2, 3],
      [2, 1, 2],
      [2, 2, 2],
      [1, 3, 3],
      [2, 1, 1],
    ])
  })

  it('of a closed folder are not there, but its heading knows them', () => {
    const rows = folderRows(all, folderOf, (folder) => folder === '')
    expect(rows.map(({ kind }) => kind)).toEqual(['folder', 'recording', 'folder', 'folder'])
    expect(rows.flatMap((row) => (row.kind === 'folder' ? [row.recordings.length] : []))).toEqual([1, 2, 1])
  })

  it('stand alone where there are no folders', () => {
    const rows = folderRows(all, () => '', null)
    expect(rows.map(({ id, place }) => [id, place.level])).toEqual(all.map(({ id }) => [id, 1]))
  })

  it('have headings that are told apart, whatever letters are in the names', () => {
    const names = ['a b', 'a%20b', 'A b', 'a/b', 'ä', '“x”']
    const rows = folderRows(
      names.map((_, k) => recording({ id: `r${k}` })),
      (id) => names[Number(id.slice(1))],
      () => false,
    )
    const ids = rows.map(({ id }) => id)
    expect(new Set(ids).size).toBe(names.length)
    // An id of an element has no spaces.
    for (const id of ids) expect(id).not.toMatch(/\s/)
    expect(inFolderOrder([...names, ...names])).toHaveLength(names.length)
  })
})

describe('a key in the tree', () => {
  const places = folderRows(all, folderOf, (folder) => folder !== 'drug 10 µM').map(({ place }) => place)

  it.each([
    // Headings stand at 0, 2 and 5, of which the last is closed.
    ['ArrowRight', 2, 3],
    ['ArrowLeft', 2, 'fold'],
    ['ArrowRight', 5, 'fold'],
    ['ArrowLeft', 5, 5],
    ['ArrowLeft', 4, 2],
    ['ArrowRight', 4, 4],
    ['ArrowDown', 4, 5],
    ['ArrowUp', 2, 1],
    ['End', 0, 5],
    ['ArrowLeft', -1, null],
    ['x', 2, null],
  ] as const)('%s on line %i leads to %s', (key, index, to) => {
    expect(treeKey(key, index, places)).toBe(to)
  })
})

describe('files that come in folders', () => {
  const placed = (path: string) => {
    const names = path.split('/')
    return { file: new File(['x'], names.at(-1) ?? ''), path: names.slice(0, -1) }
  }
  const found = (...paths: string[]) => {
    const { files, folders: of } = inFolders(paths.map(placed))
    return files.map((file) => [file.name, of.get(file)])
  }

  it('stand in the folder that they lay in, by their names, without what is no recording or is hidden', () => {
    expect(
      found(
        'exp/drug/cell10.abf',
        'exp/drug/cell2.ABF',
        'exp/readme.md',
        'exp/.git/x.csv',
        'exp/a/.b.csv',
        'exp/c.csv',
      ),
    ).toEqual([
      ['c.csv', 'exp'],
      ['cell2.ABF', 'drug'],
      ['cell10.abf', 'drug'],
    ])
  })

  it('have the folders above in the name where two of one name lie in different places', () => {
    expect(found('e/cell1/drug/a.csv', 'e/cell2/drug/a.csv', 'e/cell2/control/a.csv')).toEqual([
      ['a.csv', 'e/cell1/drug'],
      ['a.csv', 'control'],
      ['a.csv', 'e/cell2/drug'],
    ])
  })

  it('take any file that lay in none, as ever; names are composed, and of 200 characters at most', () => {
    const long = 'x'.repeat(255)
    expect(found('odd.xyz', `${long}/a.csv`, 'Zu\u0308rich/b.csv')).toEqual(
      expect.arrayContaining([
        ['odd.xyz', ''],
        ['a.csv', 'x'.repeat(200)],
        ['b.csv', 'Zürich'],
      ]),
    )
  })
})

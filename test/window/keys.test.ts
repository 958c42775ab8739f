import { describe, expect, it } from 'vitest'
import { commandOf, keyList, roveTo } from '../../src-renderer/lib/keys.ts'

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('keys', () => {
  it.each(['ctrlKey', 'metaKey'] as const)('opens, estimates and undoes with %s', (held) => {
    expect(commandOf(press('o', { [held]: true }), false)).toEqual({ do: 'open' })
    expect(commandOf(press('Enter', { [held]: true }), true)).toEqual({ do: 'estimate' })
    expect(commandOf(press('z', { [held]: true }), false)).toEqual({ do: 'undo' })
  })
  it('leaves undo to a field that is being typed in', () => {
    expect(commandOf(press('z', { ctrlKey: true }), true)).toBeNull()
  })
  it('shows screens and keys, but not while typing', () => {
    expect(commandOf(press('3'), false)).toEqual({ do: 'screen', index: 2 })
    expect(commandOf(press('3'), true)).toBeNull()
    expect(commandOf(press('?', { shiftKey: true }), false)).toEqual({ do: 'help' })
    expect(commandOf(press('?', { shiftKey: true }), true)).toBeNull()
  })
  it('cancels from anywhere', () => {
    expect(commandOf(press('Escape'), true)).toEqual({ do: 'cancel' })
  })
  it('leaves other keys alone', () => {
    expect(commandOf(press('a'), false)).toBeNull()
    expect(commandOf(press('3', { altKey: true }), false)).toBeNull()
    expect(commandOf(press('c', { ctrlKey: true }), false)).toBeNull()
  })
  it('names every command in the list behind “?”', () => {
    const keys = keyList('Ctrl').flatMap((line) => line.keys)
    for (const key of ['Ctrl', 'O', 'Enter', 'Esc', 'Z', '1', '7', '?', 'Delete']) expect(keys).toContain(key)
  })
})

describe('moving in a list', () => {
  it('stops at both ends', () => {
    expect(roveTo('ArrowDown', 2, 3)).toBe(2)
    expect(roveTo('ArrowUp', 0, 3)).toBe(0)
    expect(roveTo('ArrowDown', 0, 3)).toBe(1)
  })
  it('jumps to the ends', () => {
    expect(roveTo('Home', 2, 3)).toBe(0)
    expect(roveTo('End', 0, 3)).toBe(2)
  })
  it('starts at the first line where none is chosen, and leaves other keys and empty lists alone', () => {
    expect(roveTo('ArrowDown', -1, 3)).toBe(0)
    expect(roveTo('Tab', 0, 3)).toBeNull()
    expect(roveTo('ArrowDown', -1, 0)).toBeNull()
  })
})

import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultLibraryFolder } from '../../src-main/library/default-folder.ts'

describe('the folder of the library', () => {
  it.each([
    ['linux', { HOME: '/home/ada' }, '/home/ada/.local/share/nagumo'],
    ['linux', { HOME: '/home/ada', XDG_DATA_HOME: '/data' }, '/data/nagumo'],
    ['linux', { HOME: '/home/ada', XDG_DATA_HOME: 'data' }, '/home/ada/.local/share/nagumo'],
    ['darwin', { HOME: '/Users/ada' }, '/Users/ada/Library/Application Support/Nagumo'],
    [
      'win32',
      { USERPROFILE: 'C:\\Users\\Ada', APPDATA: 'C:\\Users\\Ada\\AppData\\Roaming' },
      'C:\\Users\\Ada\\AppData\\Roaming\\Nagumo',
    ],
    ['win32', { USERPROFILE: 'C:\\Users\\Ada' }, 'C:\\Users\\Ada\\AppData\\Roaming\\Nagumo'],
  ] as const)('on %s with %j', (platform, env, folder) => {
    expect(defaultLibraryFolder(env, platform)).toBe(folder)
  })

  it('is the one that NAGUMO_LIBRARY names', () => {
    expect(defaultLibraryFolder({ NAGUMO_LIBRARY: '/lab/nagumo', HOME: '/home/ada' }, 'linux')).toBe(
      '/lab/nagumo',
    )
    expect(defaultLibraryFolder({ NAGUMO_LIBRARY: 'here' }, 'darwin')).toBe(resolve('here'))
  })
})

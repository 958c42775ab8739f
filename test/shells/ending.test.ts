import { constants } from 'node:os'
import { expect, it } from 'vitest'
import { endingOf } from '../../src-main/compute/process/ending.ts'

const { SIGSEGV, SIGABRT } = constants.signals

it.each([
  ['a signal as Node tells it', null, 'SIGSEGV', 'linux', 'SIGSEGV'],
  ['one as Electron tells it', SIGSEGV, null, 'linux', 'SIGSEGV'],
  ['one that left a dump', SIGABRT + 128, null, 'darwin', 'SIGABRT'],
  ['a fault of Windows, without a sign', 0xc0000005, null, 'win32', 'SIGSEGV'],
  ['a fault of Windows, with one', 0xc0000005 | 0, null, 'win32', 'SIGSEGV'],
  ['its own end', 1, null, 'linux', null],
  ['its own end, on Windows', 11, null, 'win32', null],
])('of a process by %s is known', (_, code, signal, platform, stoppedBy) => {
  expect(endingOf(code, signal, platform).stoppedBy).toBe(stoppedBy)
})

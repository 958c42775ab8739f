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
  expect(endingOf(code, signal, '', platform).stoppedBy).toBe(stoppedBy)
})

const full = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n 1: 0xb78db3'

it.each([
  ['a full heap of V8', null, 'SIGABRT', full, 'linux', 'yes'],
  ['one in Electron', constants.signals.SIGTRAP, null, full, 'linux', 'yes'],
  ['one on Windows', 134, null, full, 'win32', 'yes'],
  ['a failed allocation of C++', null, 'SIGABRT', "terminating: 'std::bad_alloc'", 'darwin', 'yes'],
  ['Chromium, on Windows', 0xe0000008 | 0, null, '', 'win32', 'yes'],
  ['the system', null, 'SIGKILL', '', 'linux', 'possibly'],
  ['an abort for another reason', null, 'SIGABRT', 'F0000 no AVX on this processor', 'linux', 'no'],
  ['a fault, after it once did without memory', null, 'SIGSEGV', full, 'linux', 'no'],
  ['itself', 1, null, full, 'linux', 'no'],
])('of a process that was ended by %s, whether memory ran out is told', (_, code, signal, said, on, told) => {
  const { outOfMemory, reason } = endingOf(code, signal, said, on)
  expect(outOfMemory).toBe(told)
  expect(/memory ran out/.test(reason)).toBe(told !== 'no')
})

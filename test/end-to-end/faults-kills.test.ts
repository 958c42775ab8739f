import { it } from 'vitest'
import { runFaults } from './run-faults.ts'

it('nothing that was kept is lost to kills of the host, its numerics and the command line', () =>
  runFaults('kills,trainer'))

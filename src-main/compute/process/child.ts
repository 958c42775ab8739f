import { constants, setPriority } from 'node:os'
import { handleFaults } from '../../rpc/faults.ts'
import { createComputeRouter } from '../router.ts'
import { whenNativeStarts } from '../tensorflow/load.ts'
import { findParent } from './parent.ts'
import { serveCompute } from './serve.ts'

// The compute process: started by createCompute, under Node or Electron. Its priority is below that of the window and
// the services, else a training on all cores would make them stall (npm run bench: 60 to 190 ms without this, 20 to 40
// ms with it). Set first, since threads inherit it.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
// An unhandled rejection must not end the other calculations; after an uncaught exception the parent restarts the
// process.
handleFaults(() => process.exit(1))
const parent = findParent()
whenNativeStarts((native) => parent.send({ native }))
serveCompute(parent, createComputeRouter())

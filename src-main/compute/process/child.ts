import { constants, setPriority } from 'node:os'
import { handleFaults } from '../../rpc/faults.ts'
import { createComputeRouter } from '../router.ts'
import { whenNativeStarts } from '../tensorflow/load.ts'
import { findParent } from './parent.ts'
import { serveCompute } from './serve.ts'

// The process that does the heavy work: started by createCompute, under Node or Electron alike. It leaves the window
// and the services the first say on the processor, else a training run on all cores would make them stall (measured by
// npm run bench: 60 to 190 ms without this, 20 to 40 ms with it). Threads inherit it, so it comes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
// A promise that nobody waited for must not cost the calculations beside it; its parent starts it again after an error
// that nothing caught.
handleFaults(() => process.exit(1))
const parent = findParent()
whenNativeStarts((native) => parent.send({ native }))
serveCompute(parent, createComputeRouter())

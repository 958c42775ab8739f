import { createComputeRouter } from '../router.ts'
import { findParent } from './parent.ts'
import { serveCompute } from './serve.ts'

// The process that does the heavy work: started by createCompute, under Node or Electron alike.
serveCompute(findParent(), createComputeRouter())

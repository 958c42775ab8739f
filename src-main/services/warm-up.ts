import type { ServiceDependencies } from './dependencies.ts'

/**
 * Has the heavy process load a model before it is needed, so that the first estimate is quick.
 * Nobody waits for it; what goes wrong is told by the estimate.
 */
export function createWarmUp({ library, compute }: ServiceDependencies): (modelId: string) => void {
  let last: string | null = null
  return (modelId) => {
    if (modelId === last) return
    last = modelId
    library.models
      .folderOf(modelId)
      .then((modelFolder) => compute.client().warm({ modelFolder }))
      .catch(() => {
        if (last === modelId) last = null
      })
  }
}

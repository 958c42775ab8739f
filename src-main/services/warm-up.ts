import type { ServiceDependencies } from './dependencies.ts'

/**
 * Has the compute process load a model in advance, so that the first estimate is quick. Not awaited; errors are
 * reported by the estimate.
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

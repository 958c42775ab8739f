import { createPreferences } from '../library/preferences.ts'
import { withSignal } from '../rpc/with-signal.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'

export function systemServices({ info, compute, projects }: ServiceDependencies) {
  const { system } = implementation
  const preferences = createPreferences(projects.home)
  return {
    info: system.info.handler(() => info),
    preferences: system.preferences.handler(() => preferences.read()),
    changePreferences: system.changePreferences.handler(({ input }) => preferences.change(input)),
    backend: system.backend.handler(({ signal }) => compute.client().backend(undefined, withSignal(signal))),
  }
}

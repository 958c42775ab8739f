import { withSignal } from '../rpc/with-signal.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'

export function systemServices({ info, compute }: ServiceDependencies) {
  const { system } = implementation
  return {
    info: system.info.handler(() => info),
    backend: system.backend.handler(({ signal }) => compute.client().backend(undefined, withSignal(signal))),
  }
}

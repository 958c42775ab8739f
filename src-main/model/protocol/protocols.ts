import type { ProtocolFile } from '../../contract/protocols.ts'

export function createProtocol(file: ProtocolFile) {
  return file
}

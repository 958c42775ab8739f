import type { ProtocolFile } from '../../contract/protocols.ts'
import { noCurrent } from './none.ts'
import type { Protocol } from './protocol.ts'
import { rampsProtocol } from './ramps.ts'
import { stepsProtocol } from './steps.ts'

/** The protocol of a file, of any kind. */
export function createProtocol(file: ProtocolFile): Protocol {
  switch (file.kind) {
    case 'none':
      return noCurrent
    case 'steps':
      return stepsProtocol(file)
    case 'ramps':
      return rampsProtocol(file)
  }
}

import { z } from 'zod'

export const ProtocolFile = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('steps'),
    holding: z.number(),
    steps: z.array(z.object({ from: z.number(), to: z.number(), current: z.number() })),
  }),
])
export type ProtocolFile = z.infer<typeof ProtocolFile>

/** Samples a second that training made when docs/bench.md was first written, on the machine it names. */
export const trainingBefore: Record<string, number> = {}

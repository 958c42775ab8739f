/**
 * How long a test waits for what must come, milliseconds: seconds on a free machine, and no busy one is this slow. What
 * expect.poll waits stands in vitest.config.ts.
 */
export const patience = { timeout: 240_000, interval: 20 }

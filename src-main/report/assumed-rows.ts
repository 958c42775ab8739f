import type { Report } from '../contract/reports.ts'

/**
 * Rows of a parameter table for assumed constants (name, unit, value), and for each estimate that depends on one (name,
 * unit, sensitivity): “given: gamma” and “theta1 moves for gamma = 3.1”.
 */
export function assumedRows({ assumed = [], parameters }: Report): (string | number | null)[][] {
  return assumed.flatMap(({ name, unit, value, change, moves }) => {
    const changed = Number((value + change).toPrecision(12))
    return [
      [`given: ${name}`, unit, value],
      ...moves.map(({ parameter, by }) => [
        `${parameter} moves for ${name} = ${changed}`,
        parameters.find((one) => one.name === parameter)?.unit ?? null,
        by,
      ]),
    ]
  })
}

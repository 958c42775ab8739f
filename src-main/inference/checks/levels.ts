/**
 * At which probability a test of the residuals flags. Ten tests look at each trace; by Bonferroni they flag at most
 * 1 in 100 traces that have nothing wrong with them, which leaves as much for the checks that are not tests
 * (`npm run bench -- verdicts` counts them).
 */
export const flagged = 0.001

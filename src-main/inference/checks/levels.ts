/**
 * Significance level of each test of the residuals. Ten tests examine each trace; by Bonferroni they flag at most 1
 * in 100 good traces, which leaves as much for the checks that are not tests (`npm run bench -- verdicts` counts
 * them).
 */
export const flagged = 0.001

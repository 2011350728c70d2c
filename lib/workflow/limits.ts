/** Times of the state machines, in seconds. Free of CDK, so that the local platform keeps the same ones. */

/** Longest that one call of a step function stays in flight: the Lambda functions' own timeout. */
export const functionTimeout = 30;

/** The state's timeout: the function's, and time to start it and to carry the answer. */
export const taskTimeout = functionTimeout + 15;

/** A day to be approved, the longest lease (12 h), and an hour to hand over. */
export const experimentTimeout = (24 + 12 + 1) * 3600;

/** Longer than any undo and any recovery that a lease of 12 h leaves room for; then the next attempt is started. */
export const recoveryTimeout = 12 * 3600;

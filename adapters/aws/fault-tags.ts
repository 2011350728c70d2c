/** What our templates and experiments carry, so that they are found in AWS itself. */
export const faultTags = {
  run: 'squall:run',
  epoch: 'squall:epoch',
  wave: 'squall:wave',
  token: 'squall:token',
} as const;

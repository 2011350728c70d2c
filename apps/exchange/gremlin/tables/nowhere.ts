/** Commands that have no counterpart on any kind of target. */
export const nowhere: Readonly<Record<string, string>> = {
  certificate_expiry:
    'it looks whether certificates expire soon and breaks nothing; squall:host:certificate-expiry puts an expired one in place',
  process_exhaustion: 'no action uses process ids up',
  gpu: 'no action stresses graphics processors',
  blackhole:
    'AWS FIS cuts off one port at a time, and this names none; aws:network:disrupt-connectivity cuts whole subnets off',
};

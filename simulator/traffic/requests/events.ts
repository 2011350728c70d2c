/** What an event of the request model is about: a kind in the low bits, an index into that kind's table above them. */
export const ARRIVAL = 0; // a client
export const WORKED = 1; // a job: its own service time is over
export const RETRY = 2; // a job: its backoff is over
export const ANSWER = 3; // an exchange: the answer is back
export const CONNECT_FAILED = 4; // an exchange: the connection was not answered
export const DEADLINE = 5; // an edge: its oldest open exchange may have timed out
export const CHECK = 6; // a health-check record: time for the next check
export const CHECK_DUE = 7; // a health-check record: the check must have been answered by now
export const CLOSED = 8; // an exchange: its connection, kept beyond the answer, is closed
export const CONNECTED = 9; // an opening: the connection of a pool is there

const kindBits = 4;

export const encode = (kind: number, index: number): number => (index << kindBits) | kind;
export const kindOf = (payload: number): number => payload & ((1 << kindBits) - 1);
export const indexOf = (payload: number): number => payload >>> kindBits;

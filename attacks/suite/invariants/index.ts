/** The invariants, in the order of the safety design. I11 acts on the world, and comes after all that only look: `again.ts`. */
import { abortWins } from './abort.ts';
import { calendar } from './calendar.ts';
import { cap } from './cap.ts';
import { home } from './home.ts';
import type { Invariant } from './invariant.ts';
import { lease } from './lease.ts';
import { monitor } from './monitor.ts';
import { once } from './once.ts';
import { order } from './order.ts';
import { overlap } from './overlap.ts';
import { record } from './record.ts';
import { rest } from './rest.ts';
import { secret } from './secret.ts';

export const invariants: readonly Invariant[] = [
  lease,
  overlap,
  cap,
  record,
  order,
  once,
  monitor,
  abortWins,
  rest,
  calendar,
  secret,
  home,
];

/** The table of commands: what `squall --help` lists, in its order. Each is loaded only when it is called. */
import { approve } from './approve.ts';
import { certify } from './certify.ts';
import { completion } from './completion.ts';
import { doctor } from './doctor.ts';
import { exporting } from './export.ts';
import { importing } from './import.ts';
import { lever } from './lever.ts';
import { ls } from './ls.ts';
import { monkey } from './monkey.ts';
import { plan } from './plan.ts';
import { promote } from './promote.ts';
import { reap } from './reap.ts';
import { report } from './report.ts';
import { resume } from './resume.ts';
import { run } from './run.ts';
import { scan } from './scan.ts';
import { schedule } from './schedule.ts';
import { schema } from './schema.ts';
import { show } from './show.ts';
import { stop } from './stop.ts';
import { treat } from './treat.ts';
import { trend } from './trend.ts';
import { validate } from './validate.ts';
import type { Verb } from './verb.ts';
import { watch } from './watch.ts';

export const verbs: readonly Verb[] = [
  validate,
  plan,
  schedule,
  monkey,
  run,
  watch,
  approve,
  stop,
  resume,
  lever,
  reap,
  ls,
  show,
  report,
  trend,
  promote,
  importing,
  exporting,
  scan,
  treat,
  doctor,
  certify,
  schema,
  completion,
];

/** One file for vitest, which loads CDK anew for each: the subjects are beside it. */
import './calls.ts';
import './conformity.ts';
import './docs.ts';
import './doctor-monkey.ts';
import './essentials.ts';
import './faults.ts';
import './grants.ts';
import './heartbeats.ts';
import './machines.ts';
import './monkeys.ts';
import './nag.ts';
import './outside.ts';
import './policies.ts';
import './regions.ts';
import './sample-fleet.ts';

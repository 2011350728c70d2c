/** One file for vitest, which loads CDK anew for each: the subjects are beside it. */
import './essentials.ts';
import './machines.ts';
import './nag.ts';
import './policies.ts';

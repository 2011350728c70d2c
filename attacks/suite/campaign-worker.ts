/** Carries out its share of a campaign in a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Campaign, carryOut } from './campaign.ts';

// Errors are part of the play, thousands a second, and nobody reads where they were made.
Error.stackTraceLimit = 0;

const { campaign, share, of } = workerData as { campaign: Campaign; share: number; of: number };
parentPort!.postMessage(await carryOut(campaign, { share, of }));

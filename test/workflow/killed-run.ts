/** Run by a test in a process of its own, to be killed: says `injected` once faults are active, and goes on. */
import { startLocalRun } from '../../apps/local/platform.ts';
import { drill, quickly } from './drills.ts';

const run = await startLocalRun({
  ...quickly,
  ...drill('az-power-interruption'),
  // Slow enough that the run outlasts the kill by far, whatever the machine.
  speed: 30,
  directory: process.argv[2]!,
  onTick: ({ record }) => record?.phase === 'injecting' && console.log('injecting'),
});
await run.finished;

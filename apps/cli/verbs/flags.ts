/** Flags and arguments that several verbs share, so that they read the same everywhere. */
import type { Flag } from './verb.ts';

export const directory: Flag = { flags: '--directory <dir>', text: 'where runs are kept', default: '.squall' };
export const directoryHere: Flag = { ...directory, only: 'local' };
export const directoryOfReports: Flag = { ...directory, text: 'where runs are kept, and reports of those in AWS' };
export const output: Flag = {
  flags: '-o, --output <format>',
  text: 'how to print it',
  choices: ['table', 'json', 'yaml'],
  default: 'table',
};
export const local: Flag = { flags: '--local', text: 'on the simulated cloud (the default)', only: 'local' };
/** One flag makes it real, and nothing else does. */
export const deployed: readonly Flag[] = [
  { flags: '--aws', text: 'on a platform deployed in AWS, instead of this machine' },
  { flags: '--config <file>', text: 'its configuration; squall.config.yaml when missing', only: 'aws' },
  { flags: '--stage <stage>', text: 'found by the stacks of its stage, instead of a configuration', only: 'aws' },
  { flags: '--region <region>', text: "where they are; your shell's Region when missing", only: 'aws' },
];
export const parameters: readonly Flag[] = [
  { flags: '--seed <n>', text: 'make the choices (and the traffic) of a seed; random when missing', parse: 'whole' },
  { flags: '-p, --param <name=value>', text: 'set a parameter of the experiment', many: true },
  {
    flags: '--traffic <model>',
    text: 'requests one by one, or metrics derived from capacity',
    choices: ['requests', 'closed-form'],
    only: 'local',
  },
];
export const rollout: readonly Flag[] = [
  {
    flags: '--environment <name>',
    text: 'rehearse a stage of its rollout: the world plays this environment, and not its own',
    only: 'local',
  },
  {
    flags: '--rollout-stage <n>',
    text: 'a stage of its rollout by number; the furthest that may be run when missing',
    parse: 'whole',
  },
];
/** Of drills: said by whoever starts one, never in a file. */
export const forcePrecheck: Flag = {
  flags: '--force-precheck <reason>',
  text: 'go on with a drill whatever its pre-checks say; recorded with your name and the reason',
};
export const file = { name: '<file>', text: 'an experiment file; with --aws also the name of a deployed one' };
export const run = { name: '[run]', text: 'a run id, the beginning of one, or "last" (the default)' };
/** What a kill switch is for. */
export const scope: readonly Flag[] = [
  { flags: '--owner <name>', text: "all runs of experiments with this owner, by the experiment's metadata" },
  { flags: '--service <name>', text: "all runs on this service, by the experiment's metadata" },
  { flags: '--all', text: 'all runs' },
];

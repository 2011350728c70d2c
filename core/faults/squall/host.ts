/** What our own Systems Manager documents do on Linux hosts: see docs/own-actions.md and templates/ssm. */
import type { FaultDefinition, FaultHole } from '../definition.ts';
import type { FaultParameter, FaultValue } from '../parameter.ts';
import { ownDuration } from './duration.ts';
import { squallFaults } from './of-squall.ts';

/** Names, paths and numbers reach a shell: none holds more than these say. The documents hold them to the same patterns. */
export const forms = {
  names: {
    pattern: '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+',
    means: 'a host name such as db.example.com',
  },
  process: {
    pattern: '[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}',
    means: 'the name of a process as ps -o comm shows it, of 15 characters at most',
  },
  path: {
    pattern: '/[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*',
    means: 'an absolute path of letters, digits, dots, hyphens and underscores',
  },
  unit: { pattern: '[A-Za-z0-9_][A-Za-z0-9_.@-]{0,99}', means: 'the name of a systemd unit such as nginx' },
  device: { pattern: '[A-Za-z0-9][A-Za-z0-9_.-]{0,14}', means: 'a network interface such as ens5' },
  zone: {
    pattern: '[a-z0-9]+-az[0-9]+|[a-z]{2}(-[a-z]+)+-[0-9][a-z]',
    means: 'a zone such as euc1-az1 or eu-central-1a',
  },
} as const;

const text = (name: string, form: FaultParameter['form'], doc: string, required = true): FaultParameter => ({
  name,
  type: 'text',
  required,
  ...(form && { form }),
  doc,
});

const reverts =
  'a timer on the host, armed before the fault, takes it back after the duration; a stop takes it back at once';

const cutOff: FaultHole = {
  what: 'the agent may be cut off by the fault, so that a stop does not reach the host before the duration is over',
  answer: 'the timer on the host needs no network; until a host has answered, the run is not concluded as restored',
};
const gone: FaultHole = {
  what: 'a host that is terminated answers nothing any more',
  answer: 'the fault is gone with it; the run is judged by whether its group healed',
};

interface HostFault {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly FaultParameter[];
  readonly holes: readonly FaultHole[];
  readonly minimal: Readonly<Record<string, FaultValue>>;
  readonly maximal: Readonly<Record<string, FaultValue>>;
  /** Looked up where it acts, to say it to the hosts. */
  readonly looksAt?: readonly string[];
}

const hostFault = ({ name, summary, parameters, holes, minimal, maximal, looksAt = [] }: HostFault) => ({
  id: `squall:host:${name}`,
  summary,
  targets: { Instances: { type: 'ec2:instance', most: 50 } },
  reach: { counts: 'members' as const },
  parameters: [ownDuration('how long the fault lasts'), ...parameters],
  bounded: { by: 'duration' as const, parameter: 'duration' },
  undo: [{ by: 'provider' as const, how: reverts }],
  undoTime: 180_000,
  holes: [...holes, gone],
  needs: [
    { sid: 'CommandOptedInHosts', actions: ['ssm:SendCommand'], target: 'Instances', for: ['inject', 'undo'] as const },
    {
      sid: 'CommandByOwnDocuments',
      actions: ['ssm:SendCommand'],
      resources: [`arn:{partition}:ssm:{region}:{account}:document/squall-{stage}-${name}`],
    },
    {
      sid: 'TakeBackByOwnDocument',
      actions: ['ssm:SendCommand'],
      resources: ['arn:{partition}:ssm:{region}:{account}:document/squall-{stage}-revert'],
      for: ['undo'] as const,
    },
    { sid: 'FindHosts', actions: ['ssm:DescribeInstanceInformation'], resources: ['*'] },
    {
      sid: 'WatchCommands',
      actions: ['ssm:ListCommandInvocations', 'ssm:ListCommands'],
      resources: ['*'],
      for: ['inject', 'observe', 'undo'] as const,
    },
    { sid: 'EndCommands', actions: ['ssm:CancelCommand'], resources: ['*'], for: ['undo'] as const },
    {
      sid: 'SeeWhetherHostsRun',
      actions: ['ec2:DescribeInstances'],
      resources: ['*'],
      for: ['observe', 'undo'] as const,
    },
    ...(looksAt.length > 0 ? [{ sid: 'LookUpForHosts', actions: looksAt, resources: ['*'] }] : []),
  ],
  examples: { minimal: { duration: 'PT5M', ...minimal }, maximal: { duration: 'PT12H', ...maximal } },
});

export const host: readonly FaultDefinition[] = squallFaults([
  hostFault({
    name: 'clock-skew',
    summary: 'sets the hosts’ clocks off and keeps their time service from correcting it',
    parameters: [
      {
        name: 'skewSeconds',
        type: 'integer',
        unit: 's',
        min: -86_400,
        max: 86_400,
        required: true,
        doc: 'added to the clock: ahead, or behind where it is negative',
      },
    ],
    holes: [
      {
        what: 'requests to AWS are signed with the wrong time, and refused when it is off by five minutes or more',
        answer: 'the timer on the host counts by the monotonic clock, and needs neither AWS nor the right time',
      },
      cutOff,
    ],
    minimal: { skewSeconds: 120 },
    maximal: { skewSeconds: -86_400 },
  }),
  hostFault({
    name: 'dns-failure',
    summary: 'lets the hosts’ lookups fail: of the named hosts, or all of them',
    parameters: [
      {
        name: 'domains',
        type: 'list',
        required: false,
        form: forms.names,
        most: 20,
        doc: 'names that lead nowhere; without it every DNS query is refused',
      },
    ],
    holes: [
      {
        what: 'answers that a process has cached, and connections that stand, go on working',
        answer: 'nothing is done about that: give the fault longer than the time to live of the names',
      },
      cutOff,
    ],
    minimal: {},
    maximal: { domains: ['db.example.com', 'api.example.com'] },
  }),
  hostFault({
    name: 'bandwidth-limit',
    summary: 'limits what the hosts can send',
    parameters: [
      {
        name: 'kilobitsPerSecond',
        type: 'integer',
        min: 8,
        max: 10_000_000,
        required: true,
        doc: 'kilobits that one host sends in a second at most',
      },
      text('interface', forms.device, 'network interface; without it the one of the default route', false),
    ],
    holes: [
      {
        what: 'what the hosts receive is not limited',
        answer: 'nothing is done about that: limit the sender where it is a host too',
      },
      cutOff,
    ],
    minimal: { kilobitsPerSecond: 1000 },
    maximal: { kilobitsPerSecond: 8, interface: 'ens5' },
  }),
  hostFault({
    name: 'zone-partition',
    summary: 'drops all packets between the hosts and the subnets of a zone',
    parameters: [text('zone', forms.zone, 'zone that is cut off: of its subnets, those in the hosts’ VPCs')],
    holes: [
      {
        what: 'load balancers and database instances reach other zones through addresses of their own',
        answer: 'only the hosts that are targets are cut off from the zone: choose all that are to be',
      },
      cutOff,
    ],
    minimal: { zone: 'euc1-az1' },
    maximal: { zone: 'eu-central-1a' },
    looksAt: ['ec2:DescribeInstances', 'ec2:DescribeSubnets'],
  }),
  hostFault({
    name: 'process-pause',
    summary: 'pauses the processes of a name, which then hold their connections and answer nothing',
    parameters: [text('process', forms.process, 'name of the processes')],
    holes: [
      {
        what: 'a process that is started meanwhile is not paused',
        answer:
          'a supervisor that replaces the paused ones ends the fault early: that is a finding, and shows in the probes',
      },
    ],
    minimal: { process: 'nginx' },
    maximal: { process: 'java' },
  }),
  hostFault({
    name: 'certificate-expiry',
    summary: 'puts an expired certificate of the same name and key in the place of the hosts’ own',
    parameters: [
      text('certificate', forms.path, 'file of the certificate in PEM'),
      text('key', forms.path, 'file of its key in PEM, which is only read'),
      text('reload', forms.unit, 'systemd unit that is reloaded, so that it reads the file again', false),
    ],
    holes: [
      {
        what: 'the expired certificate is signed by its own key, so that clients may name its issuer before its date',
        answer: 'they turn it away all the same; look at the expiry alarm, which goes by the date alone',
      },
      {
        what: 'a renewal that runs meanwhile writes a new certificate',
        answer: 'a file that others wrote is left as it is, and the host says so when it takes the fault back',
      },
    ],
    minimal: { certificate: '/etc/nginx/tls/server.crt', key: '/etc/nginx/tls/server.key' },
    maximal: { certificate: '/etc/nginx/tls/server.crt', key: '/etc/nginx/tls/server.key', reload: 'nginx' },
  }),
]);

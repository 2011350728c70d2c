/** Our Systems Manager documents: what each takes, under which name its script knows it, and what may be in it. */
import { forms } from '../../core/faults/squall/host.ts';

export interface DocumentParameter {
  /** As the document has it: `SkewSeconds`. */
  readonly name: string;
  /** As the script has it: `skew`. */
  readonly variable: string;
  /** For the whole text. A shell sees the value between single quotes: no pattern lets one through. */
  readonly pattern: string;
  readonly doc: string;
  readonly default?: string;
}

export interface HostDocument {
  /** Of the fault, `revert` for the one that takes any of them back. */
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly DocumentParameter[];
}

const token: DocumentParameter = {
  name: 'Token',
  variable: 'token',
  pattern: '[0-9a-f]{32}',
  doc: 'of the run and step: the same token twice is one fault',
};
const seconds: DocumentParameter = {
  name: 'DurationSeconds',
  variable: 'seconds',
  pattern: '[1-9][0-9]{0,4}',
  doc: 'seconds until the host takes the fault back by itself',
};
const emptyOr = (pattern: string): string => `(${pattern})?`;
const block = '([0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}|[0-9a-f:]{2,39}/[0-9]{1,3})';

const faults: readonly HostDocument[] = [
  {
    name: 'clock-skew',
    description: 'Sets the clock off, and keeps the time service from correcting it',
    parameters: [{ name: 'SkewSeconds', variable: 'skew', pattern: '-?[0-9]{1,5}', doc: 'seconds added to the clock' }],
  },
  {
    name: 'dns-failure',
    description: 'Lets lookups fail: of the named hosts, or all of them',
    parameters: [
      {
        name: 'Domains',
        variable: 'domains',
        pattern: emptyOr(`${forms.names.pattern}(,${forms.names.pattern}){0,19}`),
        doc: 'names that lead nowhere, joined with commas; empty for all',
        default: '',
      },
    ],
  },
  {
    name: 'bandwidth-limit',
    description: 'Limits what the host can send',
    parameters: [
      { name: 'KilobitsPerSecond', variable: 'kilobits', pattern: '[1-9][0-9]{0,7}', doc: 'kilobits in a second' },
      {
        name: 'Interface',
        variable: 'device',
        pattern: emptyOr(forms.device.pattern),
        doc: 'network interface; empty for that of the default route',
        default: '',
      },
    ],
  },
  {
    name: 'zone-partition',
    description: 'Drops all packets from and to the named blocks of addresses',
    parameters: [
      {
        name: 'Blocks',
        variable: 'blocks',
        pattern: `${block}(,${block}){0,99}`,
        doc: 'CIDR blocks, joined with commas',
      },
    ],
  },
  {
    name: 'process-pause',
    description: 'Pauses the processes of a name',
    parameters: [
      { name: 'Process', variable: 'process', pattern: forms.process.pattern, doc: 'name of the processes' },
    ],
  },
  {
    name: 'certificate-expiry',
    description: 'Puts an expired certificate of the same name and key in the place of the host’s own',
    parameters: [
      { name: 'Certificate', variable: 'certificate', pattern: forms.path.pattern, doc: 'file of the certificate' },
      { name: 'Key', variable: 'key', pattern: forms.path.pattern, doc: 'file of its key, which is only read' },
      {
        name: 'Reload',
        variable: 'reload',
        pattern: emptyOr(forms.unit.pattern),
        doc: 'systemd unit that is reloaded',
        default: '',
      },
    ],
  },
];

/** Each fault, armed with its own way back, and the one document that stops any of them. */
export const hostDocuments: readonly HostDocument[] = [
  ...faults.map((fault) => ({ ...fault, parameters: [token, seconds, ...fault.parameters] })),
  { name: 'revert', description: 'Takes back the fault of a token, at once', parameters: [token] },
];

/** What was aimed at, what was changed there, and the proof that it was put back. */
import type { Change, Proven } from '../model/changes.ts';
import { clock, plural } from '../model/numbers.ts';
import type { Report } from '../model/report.ts';
import type { Tone } from '../model/verdict.ts';
import { sentence } from '../plain-text.ts';
import { badge } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

/** The end of an ARN, which names the resource: the whole stands among the targets. */
const shortId = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

/** Rows a table shows before it counts the rest aloud: the JSON holds them all. */
const shown = 200;
const rest = (count: number, what: string): Markup | undefined =>
  count > shown
    ? html`<p class="soft">${shown} of ${plural(count, what)} shown: the JSON report holds them all.</p>`
    : undefined;

export const targets = ({ targets: groups, lease, shares }: Report): Markup => html`<p class="lead">${lease}</p>
${groups.map(
  (group) =>
    html`${table(
      html`<b>${group.name}</b> (${group.type}): ${group.because}`,
      [
        { name: 'Target' },
        { name: 'Zone' },
        { name: 'Service' },
        { name: 'Group' },
        { name: 'Lease' },
        { name: 'Id', kind: 'full' },
      ],
      group.rows
        .slice(0, shown)
        .map((row) => [
          html`<bdi>${row.name}</bdi>`,
          row.zone,
          row.service,
          row.group || '–',
          row.lease,
          html`<span class="mono">${row.id}</span>`,
        ]),
    )}${rest(group.rows.length, 'target')}`,
)}
${
  shares.length > 0 &&
  table(
    'Share of the healthy fleet that the plan allowed to be affected.',
    [
      { name: 'Service' },
      { name: 'Type' },
      { name: 'Healthy', kind: 'num' },
      { name: 'Affected', kind: 'num' },
      { name: 'Share', kind: 'num' },
      { name: 'Healthy by zone, before → during', kind: 'full' },
    ],
    shares.map((s) => [
      s.service,
      s.type,
      s.healthy,
      s.affected,
      `${Math.round(s.percent * 10) / 10} %`,
      Object.entries(s.zones)
        .map(([zone, n]) => `${zone} ${n.before} → ${n.during}`)
        .join(', '),
    ]),
  )
}`;

const tones: Record<Proven, Tone> = {
  restored: 'good',
  irreversible: 'plain',
  drifted: 'bad',
  unknown: 'bad',
  'not-undone': 'bad',
};
const words: Record<Proven, string> = {
  restored: 'RESTORED',
  irreversible: 'IRREVERSIBLE',
  drifted: 'DRIFTED',
  unknown: 'UNKNOWN',
  'not-undone': 'NOT UNDONE',
};
const proof = (result: Proven): Markup => badge(tones[result], words[result]);

export const changes = ({
  changes: list,
  irreversible,
  unsafe,
}: Report): Markup => html`${list.length === 0 && html`<p>Nothing was changed: the ledger is empty.</p>`}
${irreversible.map((i) => html`<p>${badge('unsure', 'Cannot be undone')} ${i.stepId}: ${i.reason}</p>`)}
${unsafe.map((why) => html`<p>${badge('bad', 'Unsafe')} ${why}</p>`)}${list.map(change)}`;

const change = (
  c: Change,
): Markup => html`<article class="change"><header><h3>${c.stepId}</h3><span class="mono soft">${c.action}</span>${proof(c.result)}</header>
<p>${c.reason !== undefined && html`<b>${sentence(c.reason)}</b> `}${c.changes && html`${sentence(c.changes)} `}<span class="soft">Undo: ${c.undo.replace(/\.$/, '')}.</span></p>
${c.left !== undefined && html`<p><b>${sentence(c.left)}</b></p>`}
<p class="soft">Intended ${clock(c.intendedAt)}, ${c.confirmedAt === undefined ? 'never confirmed' : `confirmed ${clock(c.confirmedAt)}`}, ${c.undoneAt === undefined ? 'not confirmed undone' : `undone ${clock(c.undoneAt)}`}.${c.parameters.length > 0 && html` With ${c.parameters.map(([k, v], i) => html`${i > 0 && ', '}<span class="mono">${k}=${v}</span>`)}.`}</p>
${table(
  `What ${c.id} touched: as it was, and as it was found after the undo.`,
  [{ name: 'Resource' }, { name: 'Before' }, { name: 'After' }, { name: 'Proof' }],
  c.findings
    .slice(0, shown)
    .map((f) => [html`<span class="mono">${shortId(f.id)}</span>`, f.before, f.after, proof(f.result)]),
)}${rest(c.findings.length, 'resource')}</article>`;

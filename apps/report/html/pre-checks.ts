/** What there was in the place that takes over before users were sent there. */
import type { PreCheckFinding } from '../../../core/drill/pre-checks/pre-check.ts';
import type { Report } from '../model/report.ts';
import type { Tone } from '../model/verdict.ts';
import { sentence } from '../plain-text.ts';
import { badge } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

const shown: Readonly<Record<PreCheckFinding['state'], readonly [tone: Tone, word: string]>> = {
  ok: ['good', 'OK'],
  fails: ['bad', 'FAILS'],
  unknown: ['unsure', 'NOT KNOWN'],
};

export const preChecks = ({ preChecks: found }: Report): Markup =>
  html`${table(
    'As it was found when the run was planned.',
    [{ name: 'Check' }, { name: 'Of' }, { name: 'Measured' }, { name: 'Needed' }, { name: 'Found' }],
    found.map(({ check, of, measured, needed, state }) => [check, of, measured, needed, badge(...shown[state])]),
  )}${found.flatMap(({ says }) => (says === undefined ? [] : [html`<p>${sentence(says)}</p>`]))}`;

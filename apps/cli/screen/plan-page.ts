/** `squall plan`: the page that convinces. Pure: plan and refusals in, lines out. */
import type { FaultPreview } from '../../../adapters/aws/fis-preview.ts';
import { approvalsNeeded } from '../../../core/history/approval.ts';
import type { Refusal } from '../../../core/history/refusal.ts';
import { sentence } from '../../../core/history/refusal.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import { rolloutWords } from '../../../core/rollout/planned-stage.ts';
import type { Prediction } from '../../local/platform.ts';
import type { Colours } from '../io.ts';
import { count, dollars, number, percent } from '../text/numbers.ts';
import { pairs, table } from '../text/table.ts';
import { spoken } from '../text/times.ts';
import { wrap } from '../text/width.ts';
import { drillSection } from './plan-drill.ts';
import { stepSection } from './plan-steps.ts';
import { platformSection } from './platform-section.ts';
import { preCheckSection } from './pre-checks.ts';
import { predictionSection } from './prediction.ts';
import { previewSection } from './preview.ts';
import { quotaText } from './quotas.ts';
import { findingLines } from './stop-condition-findings.ts';

export interface PlanPage {
  readonly plan: Plan;
  readonly refusals: readonly Refusal[];
  readonly prediction?: Prediction | undefined;
  readonly preview?: FaultPreview | undefined;
  readonly where: string;
  /** In AWS, whether this is what is deployed: one clause. */
  readonly deployed?: string | undefined;
  readonly columns: number;
}

export function planPage(page: PlanPage, colours: Colours): string[] {
  const { plan } = page;
  const sections = [
    belief(page, colours),
    pairs(
      [
        ['Where', page.where],
        ...(page.deployed === undefined ? [] : [['Deployed', page.deployed] as const]),
        ['Parameters', said(plan.parameters)],
        ...Object.values(plan.drawn ?? {}).map(({ zone, because }) => ['Zone', `${zone}, ${because}`] as const),
        ['Plan hash', plan.hash],
        ...(plan.rollout ? [['Rollout', rolloutWords(plan.rollout)] as const] : []),
        ...approvals(plan),
      ],
      page.columns,
    ),
    zones(plan, colours),
    named(plan, colours),
    drillSection(plan, colours, page.columns),
    stepSection(plan, colours, page.columns),
    stops(page, colours),
    times(page),
    platformSection(plan, colours, page.columns),
    preCheckSection(plan, colours),
    page.preview ? previewSection(page.preview, colours) : [],
    page.prediction ? predictionSection(page.prediction, colours, page.columns) : [],
    risks(plan, colours),
    outcome(page, colours),
  ];
  return sections.filter((lines) => lines.length > 0).flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}

function belief({ plan, columns }: PlanPage, colours: Colours): string[] {
  const { metadata, hypothesis } = plan.definition;
  const because = hypothesis.because ? `, because ${hypothesis.because}` : '';
  const text = `If ${hypothesis.if}, then ${hypothesis.then}${because}.`;
  return [
    `${colours.bold(metadata.title)}  ${colours.dim(`${metadata.name} · ${metadata.service} · ${metadata.owner}`)}`,
    ...wrap(text, Math.min(columns, 100)),
  ];
}

const said = (parameters: Plan['parameters']): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ') || 'none';

const approvals = (plan: Plan): readonly (readonly [string, string])[] => {
  const needed = approvalsNeeded(plan);
  return needed === 0
    ? []
    : [['Approval', `waits for ${count(needed, 'approval')}, by someone other than the starter`]];
};

function zones({ shares }: Plan, colours: Colours): string[] {
  if (shares.length === 0) return [];
  const names = [...new Set(shares.flatMap((share) => Object.keys(share.zones)))].sort();
  const rows = shares.map((share) => [
    share.service,
    share.type,
    ...names.map((zone) => {
      const here = share.zones[zone];
      if (here === undefined) return '';
      const text = `${here.before} → ${here.during}`;
      return here.during < here.before ? colours.yellow(text) : text;
    }),
    `${share.affected} of ${share.healthy} (${percent(share.percent)})`,
    `${share.healthy - share.affected} of ${share.healthy} (${percent(100 - share.percent)})`,
  ]);
  const titles = ['service', 'type', ...names, 'affected', 'capacity left'];
  return [
    colours.bold('Healthy targets by zone, before → during'),
    ...table(
      titles.map((title) => ({ title })),
      rows,
      colours.dim,
    ).map((line) => `  ${line}`),
  ];
}

function named({ targets }: Plan, colours: Colours): string[] {
  const rows = targets.map(({ name, type, matched, chosen, because }) => [
    name,
    type,
    `${chosen.length} of ${matched.length}`,
    because,
  ]);
  const columns = ['target', 'type', 'chosen', 'why'].map((title) => ({ title }));
  return [colours.bold('Targets'), ...table(columns, rows, colours.dim).map((line) => `  ${line}`)];
}

function stops({ plan: { exposure, stopConditions = [] }, columns: width }: PlanPage, colours: Colours): string[] {
  if (exposure.length === 0) return [];
  const titles = ['alarm', 'detects', 'delivers', 'stops', 'worst case'];
  const rows = exposure.map(({ alarm, detect, deliver, stop, total }) => [
    alarm,
    ...[detect, deliver, stop, total].map(spoken),
  ]);
  const columns = titles.map((title, i) => (i === 0 ? { title } : { title, align: 'right' as const }));
  return [
    colours.bold('Exposure: how long harm could last before each stop condition ends it'),
    ...table(columns, rows, colours.dim).map((line) => `  ${line}`),
    ...findingLines(stopConditions, width, colours),
  ];
}

function times({ plan, deployed, columns }: PlanPage): string[] {
  const { times, cost } = plan;
  const lasting =
    `gate ${spoken(times.gate)} · waves ${spoken(times.waves)} · undo ${spoken(times.undo)} · ` +
    `lease ${spoken(times.lease)}, a look every ${spoken(times.sampleEvery)}`;
  const inAws = deployed !== undefined;
  const facts: (readonly [string, string])[] = [
    ['Times', lasting],
    ['Cost', `${dollars(cost.total)} in AWS (${cost.basis})${inAws ? '' : '; nothing here'}`],
    [
      'Permissions',
      inAws
        ? 'this page was made with yours; the run has those of its functions, and IAM was asked whether whoever injects may do it to these targets: the guardrail permissions says so where it may not'
        : 'nothing to check on a simulated cloud',
    ],
    ['Quotas', quotaText(plan)],
  ];
  return pairs(facts, columns);
}

function risks(plan: Plan, colours: Colours): string[] {
  return [
    ...plan.unsafe.map((sentence) => colours.red(`UNSAFE        ${sentence}`)),
    ...plan.irreversible.map(({ stepId, reason }) => colours.red(`IRREVERSIBLE  ${stepId}: ${reason}`)),
  ];
}

function outcome({ refusals, plan }: PlanPage, colours: Colours): string[] {
  if (refusals.length > 0) return refusals.map((refusal) => colours.red(sentence(refusal)));
  const targets = new Set(plan.steps.flatMap((step) => Object.values(step.targets).flat())).size;
  return targets === 0
    ? ['Nothing would be touched.']
    : [
        colours.green(
          `Every guardrail passes: ${count(targets, 'target')}${within(plan)} of ${seen(plan)} would be touched.`,
        ),
      ];
}

/** What no step names, and is hit all the same. */
function within({ targets }: Plan): string {
  const reached = new Set(targets.flatMap((target) => (target.reached ?? []).map(({ id }) => id)));
  return reached.size === 0
    ? ''
    : `, with ${count(reached.size, 'resource')} in ${targets.length === 1 ? 'it' : 'them'},`;
}

const seen = ({ shares }: Plan): string => {
  const services = new Set(shares.map(({ service }) => service)).size;
  return services === 0 ? 'no fleet' : `${number(services)} ${services === 1 ? 'service' : 'services'}`;
};

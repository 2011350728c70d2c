/** An experiment from what another system knows, with a question for all that it does not. */
import type { Probe } from '../../core/experiment/schema/probes.ts';
import type { Parameter } from '../../core/experiment/schema/steps.ts';
import type { Draft, Question } from './importer.ts';

export interface Facts {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly owner?: string;
  readonly service?: string;
  readonly environment?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly hypothesis?: { readonly if?: string; readonly then?: string; readonly because?: string };
  readonly parameters?: Readonly<Record<string, Parameter>>;
  /** Without any, the stop alarms are what is believed to stay quiet. */
  readonly probes?: readonly Probe[];
  readonly stopAlarms?: readonly string[];
  /** Further keys of `guardrails`. */
  readonly guardrails?: Readonly<Record<string, unknown>>;
  readonly blastRadius?: Readonly<Record<string, unknown>>;
  readonly targets: Readonly<Record<string, unknown>>;
  readonly steps: readonly unknown[];
  readonly schedule?: Readonly<Record<string, unknown>>;
  readonly maxDuration?: string;
  /** Of the importer, beside those that are asked here. */
  readonly questions?: readonly Question[];
}

const ask = (path: Question['path'], question: string): Question => ({ path, ask: question });

/** What cannot be known is left out, so that validation says it is missing; what is guessed is asked about. */
export function draftOf(facts: Facts): Draft {
  const { name, title, description, owner, service, environment, tags, stopAlarms = [] } = facts;
  const probes = facts.probes && facts.probes.length > 0 ? facts.probes : stopAlarms.map(quiet);
  const questions: Question[] = [];
  if (owner === undefined) questions.push(ask(['metadata', 'owner'], 'who answers for it'));
  if (service === undefined) questions.push(ask(['metadata', 'service'], 'the service whose steady state it is about'));
  if (environment === undefined)
    questions.push(ask(['environment'], 'the stage that it runs in; elsewhere it is refused'));
  if (facts.hypothesis?.then === undefined)
    questions.push(ask(['hypothesis', 'then'], 'what you believe stays true, in words'));
  questions.push(
    probes.length === 0
      ? ask(['hypothesis', 'probes'], 'at least one probe of what users see, before, during and after')
      : ask(['hypothesis', 'probes'], 'whether these measure what users see'),
    ask(['hypothesis', 'recovery'], 'how soon it is well again, and for how long it has to stay so'),
  );
  if (stopAlarms.length === 0)
    questions.push(
      ask(
        ['guardrails', 'stopAlarms'],
        'the CloudWatch alarms that stop it: [name]; or unsafe: { noStopCondition: "<reason>" }',
      ),
    );
  if (facts.blastRadius === undefined)
    questions.push(ask(['blastRadius'], 'how far it may reach; single is one target'));
  if (facts.maxDuration === undefined) questions.push(ask(['maxDuration'], 'the longest that its steps may take'));

  const document = {
    apiVersion: 'squall/v1',
    kind: 'Experiment' as const,
    metadata: {
      name,
      title: title.slice(0, 1000),
      ...(owner !== undefined && { owner }),
      ...(service !== undefined && { service }),
      ...(description !== undefined && { description: description.slice(0, 1000) }),
      ...(tags && Object.keys(tags).length > 0 && { tags }),
    },
    ...(facts.parameters && Object.keys(facts.parameters).length > 0 && { parameters: facts.parameters }),
    environment: environment ?? 'staging',
    hypothesis: {
      if: facts.hypothesis?.if ?? title.slice(0, 1000),
      // biome-ignore lint/suspicious/noThenProperty: the format's own word, and a plain object is never awaited
      then: facts.hypothesis?.then ?? (stopAlarms.length > 0 ? 'no stop alarm goes off' : 'users notice nothing'),
      ...(facts.hypothesis?.because !== undefined && { because: facts.hypothesis.because }),
      ...(probes.length > 0 && { probes }),
      recovery: { within: 'PT5M', hold: 'PT2M' },
    },
    guardrails: { ...(stopAlarms.length > 0 && { stopAlarms }), ...facts.guardrails },
    blastRadius: facts.blastRadius ?? { preset: 'single' },
    targets: facts.targets,
    steps: facts.steps,
    ...(facts.schedule && { schedule: facts.schedule }),
    maxDuration: facts.maxDuration ?? 'PT1H',
  };
  return { name, document, questions: [...questions, ...(facts.questions ?? [])] };
}

const quiet = (alarm: string, i: number): Probe => ({
  id: i === 0 ? 'stop-alarm' : `stop-alarm-${i + 1}`,
  alarm: { name: alarm },
  when: ['before', 'during', 'after'],
});

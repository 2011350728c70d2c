/** Source: AWS FIS actions reference, Systems Manager actions. */
import type { FaultDefinition } from '../definition.ts';
import { documents } from './documents.ts';
import { endCommands, lookAtInstances, lookAtSubnets } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';

const version = {
  name: 'documentVersion',
  type: 'text',
  required: false,
  form: { pattern: '\\$DEFAULT|\\$LATEST|[1-9]\\d*', means: 'a number, $DEFAULT or $LATEST' },
  default: '$DEFAULT',
  doc: 'version of the document',
} as const;

const unknownUndo = 'only the document knows what it changed, and whether it takes it back';

export const ssm: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:ssm:send-command',
    summary: 'runs a fault document on the instances through the SSM agent',
    targets: { Instances: { type: 'ec2:instance' } },
    reach: { counts: 'members' },
    parameters: [
      {
        name: 'documentArn',
        type: 'text',
        required: true,
        doc: `ARN of the document, for those of FIS its name: ${documents.map(({ name }) => name).join(', ')}`,
      },
      fisDuration('how long the fault lasts'),
      version,
      {
        name: 'documentParameters',
        type: 'json',
        required: false,
        doc: 'the document’s own parameters, as JSON text such as {"DelayMilliseconds":"300"}',
      },
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [
      {
        when: { parameter: 'documentArn', like: ':\\d{12}:document/' },
        by: 'nobody',
        why: unknownUndo,
      },
      {
        when: { parameter: 'documentArn', like: 'AWSFIS-Run-Kill-Process$' },
        by: 'nobody',
        why: 'a killed process is gone; only what watches over it can start it again',
      },
      { by: 'provider', how: 'the document cleans up on the instance after the duration, or when FIS cancels it' },
    ],
    undoTime: 180_000,
    holes: [
      {
        what: 'a document outlives an action shorter than its DurationSeconds',
        answer: 'a longer DurationSeconds is refused, and one that is left out is the action’s own duration',
      },
      {
        what: 'cancelling AWSFIS-Run-Disk-Fill can fail on a full disk',
        answer: 'its Percent is taken up to 95',
      },
      {
        what: 'installing tools takes time that is not counted, so that a document may outlive its action',
        answer: 'undo waits three minutes before it says that the instances are as they were',
      },
    ],
    needs: [
      { sid: 'CommandOptedInInstances', actions: ['ssm:SendCommand'], target: 'Instances' },
      { sid: 'CommandByNamedDocuments', actions: ['ssm:SendCommand'], resources: ['{document}'] },
      endCommands,
      lookAtInstances,
      { ...lookAtSubnets, when: { parameter: 'documentArn', like: '-Sources$' } },
    ],
    examples: {
      minimal: { documentArn: 'AWSFIS-Run-CPU-Stress', duration: 'PT5M' },
      maximal: {
        documentArn: 'arn:aws:ssm:eu-central-1::document/AWSFIS-Run-Network-Latency-Sources',
        duration: 'PT10M',
        documentVersion: '1',
        documentParameters: '{"Sources":"DYNAMODB,10.0.0.0/16","DelayMilliseconds":"300","FlowsPercent":"25"}',
      },
    },
  },
  {
    id: 'aws:ssm:start-automation-execution',
    summary: 'runs an automation document of the account',
    targets: {},
    reach: { counts: 'nothing', why: 'it has no targets: what the document reaches is known to it alone' },
    parameters: [
      {
        name: 'documentArn',
        type: 'text',
        required: true,
        form: {
          pattern: 'arn:[\\w-]+:ssm:[\\w-]+:(?:\\d{12})?:document/[\\w.-]+',
          means: 'the ARN of an automation document',
        },
        doc: 'ARN of the document',
      },
      fisDuration('how long it may take', 'maxDuration'),
      version,
      {
        name: 'documentParameters',
        type: 'json',
        required: false,
        doc: 'the document’s own parameters, as JSON text; AutomationAssumeRole is the role that it acts as',
      },
    ],
    bounded: { by: 'duration', parameter: 'maxDuration' },
    undo: [{ by: 'nobody', why: unknownUndo }],
    undoTime: 600_000,
    holes: [
      {
        what: 'what it breaks counts against no blast radius, and is held to no opt-in tag',
        answer: 'the step declares itself irreversible, so that the plan shows it; an approval is what to ask for',
      },
    ],
    needs: [
      {
        sid: 'StartNamedAutomations',
        actions: ['ssm:StartAutomationExecution'],
        resources: ['{document}', '{automation}', 'arn:{partition}:ssm:{region}:{account}:automation-execution/*'],
        optIn: { cannot: 'it acts by the named document alone' },
      },
      {
        sid: 'FollowAutomations',
        actions: ['ssm:GetAutomationExecution', 'ssm:StopAutomationExecution'],
        resources: ['arn:{partition}:ssm:{region}:{account}:automation-execution/*'],
        optIn: { cannot: 'an execution carries no tag of its resources; FIS stops those that it has started' },
      },
      {
        sid: 'PassAutomationRole',
        actions: ['iam:PassRole'],
        resources: ['{automationRole}'],
        conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
        optIn: { cannot: 'it is the one role that the step names' },
      },
    ],
    examples: {
      minimal: {
        documentArn: 'arn:aws:ssm:eu-central-1:111122223333:document/Drain-Queue',
        maxDuration: 'PT10M',
      },
      maximal: {
        documentArn: 'arn:aws:ssm:eu-central-1:111122223333:document/Drain-Queue',
        maxDuration: 'PT1H',
        documentVersion: '$LATEST',
        documentParameters: '{"Queue":"orders","AutomationAssumeRole":"arn:aws:iam::111122223333:role/drain-queue"}',
      },
    },
  },
]);

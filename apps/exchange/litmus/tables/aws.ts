/** Faults of Litmus in AWS. Defaults are those of the charts. */
import type { ArgumentRule } from '../../counterpart.ts';
import type { FaultRow } from '../faults.ts';
import { duration, shared } from './environment.ts';

const instances = ['Instances', 'ec2:instance'] as const;
const volumes = ['Volumes', 'ec2:ebs-volume'] as const;
const hangs = 'the volume hangs for the time, instead of being detached and attached';
const stress = 'memory is filled by the document of AWS FIS, in place of a document of one’s own';

const common: Readonly<Record<string, ArgumentRule>> = { ...shared, REGION: { where: 'region' } };
const stopped: Readonly<Record<string, ArgumentRule>> = {
  ...common,
  TOTAL_CHAOS_DURATION: { to: 'startInstancesAfterDuration', as: 'duration' },
  MANAGED_NODEGROUP: { to: 'completeIfInstancesTerminated', values: { enable: true, disable: undefined } },
};
const document: Readonly<Record<string, ArgumentRule>> = {
  ...common,
  TOTAL_CHAOS_DURATION: duration,
  NUMBER_OF_WORKERS: { document: 'Workers', as: 'whole' },
  MEMORY_PERCENTAGE: { document: 'Percent', as: 'percent' },
  CPU_CORE: { only: ['0'], otherwise: 'write a second step with AWSFIS-Run-CPU-Stress and after: []' },
  DOCUMENT_NAME: { lost: 'commands are limited to named documents' },
  DOCUMENT_TYPE: { lost: 'commands are limited to named documents' },
  DOCUMENT_FORMAT: { lost: 'commands are limited to named documents' },
  DOCUMENT_PATH: { lost: 'commands are limited to named documents' },
};

const byId: FaultRow = {
  action: 'aws:ec2:stop-instances',
  target: instances,
  arguments: { ...stopped, EC2_INSTANCE_ID: { where: 'ids' } },
  defaults: { TOTAL_CHAOS_DURATION: 30 },
};
const byTag: FaultRow = {
  action: 'aws:ec2:stop-instances',
  target: instances,
  arguments: { ...stopped, EC2_INSTANCE_TAG: { where: 'tags' }, INSTANCE_AFFECTED_PERC: { select: 'percent' } },
  defaults: { TOTAL_CHAOS_DURATION: 30 },
};

export const aws: Readonly<Record<string, FaultRow>> = {
  'ec2-stop-by-id': byId,
  'ec2-stop-by-tag': byTag,
  // As they were called before Litmus 2.
  'ec2-terminate-by-id': byId,
  'ec2-terminate-by-tag': byTag,
  'ebs-loss-by-id': {
    action: 'aws:ebs:pause-volume-io',
    target: volumes,
    how: hangs,
    arguments: { ...common, TOTAL_CHAOS_DURATION: duration, EBS_VOLUME_ID: { where: 'ids' } },
    defaults: { TOTAL_CHAOS_DURATION: 30 },
  },
  'ebs-loss-by-tag': {
    action: 'aws:ebs:pause-volume-io',
    target: volumes,
    how: hangs,
    arguments: {
      ...common,
      TOTAL_CHAOS_DURATION: duration,
      EBS_VOLUME_TAG: { where: 'tags' },
      VOLUME_AFFECTED_PERC: { select: 'percent' },
    },
    defaults: { TOTAL_CHAOS_DURATION: 30 },
  },
  'aws-ssm-chaos-by-id': {
    action: 'aws:ssm:send-command',
    target: instances,
    how: stress,
    with: { documentArn: 'AWSFIS-Run-Memory-Stress' },
    arguments: { ...document, EC2_INSTANCE_ID: { where: 'ids' } },
    defaults: { TOTAL_CHAOS_DURATION: 60, NUMBER_OF_WORKERS: 1, MEMORY_PERCENTAGE: 80 },
  },
  'aws-ssm-chaos-by-tag': {
    action: 'aws:ssm:send-command',
    target: instances,
    how: stress,
    with: { documentArn: 'AWSFIS-Run-Memory-Stress' },
    arguments: { ...document, EC2_INSTANCE_TAG: { where: 'tags' }, INSTANCE_AFFECTED_PERC: { select: 'percent' } },
    defaults: { TOTAL_CHAOS_DURATION: 60, NUMBER_OF_WORKERS: 1, MEMORY_PERCENTAGE: 80 },
  },
  'rds-instance-stop': {
    none: 'no action stops a database; aws:rds:reboot-db-instances reboots one, with failover if asked for',
  },
  'aws-az-chaos': {
    none: 'no action takes a zone out of a load balancer alone; aws:arc:start-zonal-autoshift moves its traffic, aws:network:disrupt-connectivity cuts its subnets off',
  },
};

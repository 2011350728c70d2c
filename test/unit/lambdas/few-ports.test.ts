import { expect, test } from 'vitest';
import { carrying } from '../../../lambdas/runtime/carried/carrying.ts';
import { faultStops } from '../../../lambdas/runtime/carried/fault-stops.ts';
import { recoveryPorts } from '../../../lambdas/runtime/few-ports.ts';
import { sampleEnvironment } from './sample-environment.ts';

const telemetry = undefined as never;

test('a port that is not carried is named when it is asked for, not before', () => {
  const ports = recoveryPorts(sampleEnvironment, {}, telemetry, 'Sweep');
  expect(() => ports.metrics.alarms([])).toThrow(
    expect.objectContaining({ name: 'NotCarried', message: 'this function does not carry metrics.alarms' }),
  );
  expect(() => ports.faults.stop({} as never, '')).toThrow(expect.objectContaining({ name: 'NotCarried' }));
});

test('the stopper stops faults, and starts none', () => {
  const { faults } = carrying(faultStops)(sampleEnvironment, {}, telemetry, 'Stop');
  expect(faults.stop).toBeInstanceOf(Function);
  expect(() => faults.start({} as never)).toThrow(
    expect.objectContaining({ name: 'NotCarried', message: 'this function does not carry faults.start' }),
  );
});

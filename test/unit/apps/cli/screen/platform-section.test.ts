import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { platformSection } from '../../../../../apps/cli/screen/platform-section.ts';
import { toldNothing } from '../../../../../core/platform/settings.ts';
import { plan } from '../../../../fixtures/decisions/question.ts';

const plainly = picocolors.createColors(false);
const section = (over: Parameters<typeof plan>[0]) => platformSection(plan(over), plainly, 120).join('\n');

test('what nobody watches is said out loud', () => {
  const said = section({ platform: toldNothing });
  expect(said).toContain('Incidents    none: nothing keeps a run from starting during an incident');
  expect(said).toContain('Deployments  none: nothing keeps a run from starting during a deployment');
  expect(said).toContain('May run      whoever may start a run');
});

test('alarms, people and holidays by name', () => {
  const said = section({
    platform: { ...toldNothing, incidentSource: { alarms: ['sev1'] }, mayRun: [{ people: ['*/ada'] }] },
    calendar: { of: { country: 'DE' }, from: '2025-01-01', to: '2028-12-31', timeZones: ['UTC'], holidays: [] },
  });
  expect(said).toContain('Incidents    alarms sev1: any that is not OK refuses new runs');
  expect(said).toContain('May run      only */ada');
  expect(said).not.toContain('FIS logs');
  expect(said).toContain('Holidays     of DE, known from 2025-01-01 to 2028-12-31');
});

test('where FIS writes its own log', () => {
  const faultLogs = { logGroup: '/fis', folder: 'arn:aws:s3:::my-logs/fis/' };
  const said = section({ platform: { ...toldNothing, faultLogs } });
  expect(said).toContain('FIS logs     to the log group /fis and to arn:aws:s3:::my-logs/fis/');
});

test('a plan of an earlier version does not know', () => {
  expect(section({})).toBe('');
});

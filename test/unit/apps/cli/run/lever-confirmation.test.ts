import { expect, test } from 'vitest';
import { leverConfirmation } from '../../../../../apps/cli/run/lever-confirmation.ts';

const name = '111122223333/eu-central-1';

test('its name is typed, or given with --confirm', () => {
  expect(leverConfirmation('engage', name, { interactive: false, confirm: name })).toEqual({ kind: 'given' });
  expect(leverConfirmation('engage', name, { interactive: true })).toMatchObject({ kind: 'ask', how: 'name' });
});

test('who is asked learns that others are stopped too', () => {
  const asked = leverConfirmation('engage', name, { interactive: true });
  expect(asked).toMatchObject({
    message: `This stops every FIS experiment in ${name}, those of other teams too, and lets none begin. Type ${name} to go on:`,
  });
  expect(leverConfirmation('disengage', name, { interactive: true })).toMatchObject({
    message: expect.stringContaining('lets FIS experiments begin again'),
  });
});

test('another name is refused, and so is nobody', () => {
  expect(leverConfirmation('disengage', name, { interactive: true, confirm: '111122223333' })).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('--confirm says "111122223333" instead of'),
  });
  expect(leverConfirmation('engage', name, { interactive: false })).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining(`add --confirm ${name}`),
  });
});

import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import type { FaultPreview, WavePreview } from '../../../../adapters/aws/fis-preview.ts';
import { refusalsOf } from '../../../../apps/aws/preview.ts';
import { previewSection } from '../../../../apps/cli/screen/preview.ts';
import { sentence } from '../../../../core/history/refusal.ts';

const arns = (count: number) => Array.from({ length: count }, (_, n) => `arn:i-${n}`);
const wave = (over: Partial<WavePreview> = {}): WavePreview => ({
  wave: 1,
  outcome: 'resolved',
  steps: [{ stepId: 'stop', planned: arns(2), resolved: arns(2), missing: [], unplanned: [] }],
  ...over,
});
const said = (preview: FaultPreview) => refusalsOf(preview).map(sentence);

test('what FIS resolves as planned refuses nothing', () => {
  const preview = { same: true, waves: [wave()] };
  expect(said(preview)).toEqual([]);
  expect(previewSection(preview, picocolors.createColors(false))[0]).toBe(
    'Preview  FIS resolves 2 of 2 planned targets, with every action skipped',
  );
});

test('what it sees otherwise is refused, wave by wave and step by step', () => {
  const step = {
    stepId: 'stop',
    planned: arns(5),
    resolved: ['arn:other'],
    missing: arns(5),
    unplanned: ['arn:other'],
  };
  const waves = [
    wave({ steps: [step] }),
    wave({ wave: 2, outcome: 'refused', reason: 'FIS CreateExperimentTemplate: no such alarm', steps: [] }),
    wave({ wave: 3, outcome: 'failed' }),
  ];
  const preview = { same: false, waves };
  expect(said(preview)).toEqual([
    'not injecting: preview: step stop: FIS does not find arn:i-0, arn:i-1, arn:i-2 and 2 more',
    'not injecting: preview: step stop: FIS would hit arn:other as well',
    'not injecting: preview: wave 2: FIS does not take it: FIS CreateExperimentTemplate: no such alarm',
    'not injecting: preview: wave 3: FIS fails at it: and gives no reason',
  ]);
  expect(previewSection(preview, picocolors.createColors(false))[0]).toContain('and sees it otherwise');
});

import type { Settings } from '../platform/settings.ts';
import { guardrail, type Rule } from './guardrail.ts';

/** A platform that was deployed to look on has no role that could inject, and says so before anything is tried. */
export const rule: Rule<Settings['profile']> = {
  rule: 'profile',
  gather: async (_question, { stage }) => stage.settings.profile,
  decide: (_question, profile) =>
    profile === 'run'
      ? undefined
      : 'the platform was deployed with the profile observe, which has no role that could inject: deploy it with the profile run',
};

export const profile = guardrail(rule);

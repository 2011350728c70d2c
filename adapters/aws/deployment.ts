/** What the ports must be told of the deployment that they serve. */
import type { Home } from './arns.ts';

export interface Deployment extends Home {
  /** The deployed stage. */
  readonly stage: string;
  /** Milliseconds. */
  readonly functionTimeout: number;
  readonly historyTable: string;
  readonly experimentMachine: string;
  readonly recoveryMachine: string;
  readonly noticesTopic: string;
  readonly deadlineGroup: string;
  readonly deadlineTarget: string;
  readonly deadlineRole: string;
  readonly deadlineDeadLetters: string;
  /** SSM path without a slash at its end. */
  readonly killSwitches: string;
  /** Missing where nothing may be injected. */
  readonly faultRole?: string | undefined;
}

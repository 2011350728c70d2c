/** What the ports must be told of the deployment that they serve. */
import type { Settings } from '../../core/platform/settings.ts';
import type { Home } from './arns.ts';

export interface Deployment extends Home, Settings {
  /** The deployed stage. */
  readonly stage: string;
  /** Milliseconds. */
  readonly functionTimeout: number;
  readonly historyTable: string;
  /** Milliseconds that a run is kept after its end, unless its experiment says. For good when missing. */
  readonly historyRetain?: number;
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
  /** Of the function that starts faults of our own. Missing where nothing may be injected. */
  readonly injectRole?: string | undefined;
  /** Of the function that stops and undoes. Missing where nothing may be injected. */
  readonly undoRole?: string | undefined;
  /** Folder that the FIS extension for Lambda reads. Missing: functions are not broken. */
  readonly lambdaFaults?: string | undefined;
  /** Endpoints of Toxiproxy that may be driven, without a slash at their ends. None when missing. */
  readonly toxiproxies?: readonly string[] | undefined;
  /** Endpoints of a recovery cluster, as `us-east-1=https://…`. None when missing. */
  readonly recoveryEndpoints?: readonly string[] | undefined;
  /** Regions beside its own that it may act in, in each of its accounts. None when missing. */
  readonly regions?: readonly string[] | undefined;
  /** None when missing. */
  readonly targetAccounts?: readonly TargetAccount[];
}

/** Another account whose resources are looked at and broken, and the roles that the platform assumes there. */
export interface TargetAccount {
  readonly account: string;
  readonly startRole: string;
  readonly stopRole: string;
  readonly startExternalId: string;
  readonly stopExternalId: string;
  /** What FIS acts as there. Missing where nothing may be injected. */
  readonly faultRole?: string | undefined;
}

import {
  DiagnosisSeverity,
  DiagnosisShape,
  OUTLINE_LOOKS,
} from '@celery-keda/backstage-plugin-celery-common';
import { OverviewState } from './states';

/** What each state looks like: as on the service's own page. */
export const OVERVIEW_LOOKS: Readonly<
  Record<OverviewState, { severity: DiagnosisSeverity; shape: DiagnosisShape }>
> = {
  ...OUTLINE_LOOKS,
  unknown: { severity: 'unknown', shape: 'square' },
  'not-permitted': { severity: 'unknown', shape: 'square' },
  annotations: { severity: 'warning', shape: 'triangle' },
};

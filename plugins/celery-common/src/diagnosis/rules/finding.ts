import { Message } from '../messages';
import { Facts, WorkerFacts } from '../facts';
import {
  Advice,
  DiagnosisSeverity,
  DiagnosisState,
  Evidence,
  NextStep,
} from '../types';

/** What a rule found: a diagnosis without what follows from its state. */
export interface Finding {
  state: DiagnosisState;
  /** When it is better or worse than the state usually is. */
  severity?: DiagnosisSeverity;
  sentence: readonly Message[];
  cause?: Message;
  whatToDo?: Advice;
  next?: NextStep;
  evidence: readonly Evidence[];
}

/** Workers whose numbers are known. */
export interface CountedWorkers extends WorkerFacts {
  current: number;
  desired: number;
}

/** What the rules after the first ones decide on: everything was seen. */
export interface Scene {
  facts: Facts;
  waiting: number;
  /** `null` is unknown. */
  inFlight: number | null;
  workers: CountedWorkers;
}

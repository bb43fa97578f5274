import { compareDiagnoses, STATE_LOOKS } from './states';
import { DIAGNOSIS_STATES, DiagnosisSeverity, DiagnosisState } from './types';

describe('compareDiagnoses', () => {
  it('puts the worst first, whatever the state is called', () => {
    const diagnosis = (state: DiagnosisState, severity: DiagnosisSeverity) => ({
      state,
      severity,
    });
    const idle = diagnosis('idle', 'resting');
    const steady = diagnosis('steady', 'working');
    const waking = diagnosis('waking', 'changing');
    const pausedWithWork = diagnosis('paused', 'warning');
    const saturated = diagnosis('saturated', 'warning');
    const unreachable = diagnosis('broker-unreachable', 'unknown');
    const stalled = diagnosis('stalled', 'trouble');
    const stranded = diagnosis('stranded', 'trouble');

    expect(
      [
        idle,
        pausedWithWork,
        stalled,
        steady,
        unreachable,
        waking,
        stranded,
        saturated,
      ].sort(compareDiagnoses),
    ).toEqual([
      stranded,
      stalled,
      unreachable,
      saturated,
      pausedWithWork,
      waking,
      steady,
      idle,
    ]);
  });

  it('finds the states listed worst first', () => {
    const listed = DIAGNOSIS_STATES.map(state => ({
      state,
      severity: STATE_LOOKS[state].severity,
    }));

    expect([...listed].reverse().sort(compareDiagnoses)).toEqual(listed);
  });
});

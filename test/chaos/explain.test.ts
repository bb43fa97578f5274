import { Incident, reruns } from './explain';
import { Run } from './Ledger';

const first: Run = { order: 1, pod: 'a', process: 11, began: 100_000 };
const second: Run = { order: 1, pod: 'b', process: 21, began: 200_000 };

function cause(...incidents: Incident[]) {
  const [rerun, ...others] = reruns([first, second], incidents);
  expect(others).toEqual([]);
  return rerun.because;
}

describe('why a task ran again', () => {
  it('needs no reason where it did not', () => {
    const other = { ...second, order: 2 };

    expect(reruns([first, other], [])).toEqual([]);
  });

  it('is not known without anything that happened', () => {
    expect(cause()).toBeUndefined();
  });

  it.each([
    { kind: 'killed', at: 101_000, pod: 'a' },
    { kind: 'stopped', at: 99_000, pod: 'a' },
    { kind: 'childKilled', at: 101_000, pod: 'a', process: 11 },
    { kind: 'cut', at: 150_000 },
    { kind: 'forgotten', at: 80_000 },
    { kind: 'sentAgain', at: 150_000, orders: [3, 1] },
  ] as const)('is what happened to its first run: $kind', incident => {
    const happened = { ...incident } as Incident;

    expect(cause(happened)).toEqual(happened);
  });

  it.each([
    ['it came later', { kind: 'cut', at: 200_001 }],
    ['it was long ago', { kind: 'forgotten', at: 30_000 }],
    ['it was another pod', { kind: 'killed', at: 101_000, pod: 'c' }],
    [
      'it was another process',
      { kind: 'childKilled', at: 101_000, pod: 'a', process: 12 },
    ],
    [
      'the process had not begun',
      { kind: 'childKilled', at: 99_000, pod: 'a', process: 11 },
    ],
    ['another was sent again', { kind: 'sentAgain', at: 101_000, orders: [2] }],
  ] as [string, Incident][])('is not what happened where %s', (_, incident) => {
    expect(cause(incident)).toBeUndefined();
  });

  it('is what harmed that very pod before what harmed all', () => {
    const cut: Incident = { kind: 'cut', at: 150_000 };
    const killed: Incident = { kind: 'killed', at: 151_000, pod: 'a' };

    expect(cause(cut, killed)).toEqual(killed);
  });
});

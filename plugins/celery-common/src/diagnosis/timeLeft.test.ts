import { secondsUntilDone } from './timeLeft';

const QUEUE = {
  length: 100,
  inFlight: 20,
  scheduled: null,
  drainPerSecond: 2,
  secondsToDrain: 50,
};

describe('secondsUntilDone', () => {
  it.each([
    ['waiting and running work', {}, 60],
    ['waiting work alone', { inFlight: 0 }, 50],
    ['running work alone', { length: 0, secondsToDrain: 0 }, 10],
    ['nothing', { length: 0, inFlight: 0, secondsToDrain: null }, 0],
    ['tasks that wait for their ETA', { scheduled: 20 }, 50],
    ['tasks held for their ETA alone', { length: 0, scheduled: 20 }, 0],
    ['the pace at which the queue shrinks', { drainPerSecond: null }, 60],
  ])('counts %s', (_, numbers, seconds) => {
    expect(secondsUntilDone({ ...QUEUE, ...numbers })).toBe(seconds);
  });

  it.each([
    ['the queue does not shrink', { secondsToDrain: null }],
    ['nothing is taken', { drainPerSecond: 0 }],
    [
      'running work has no pace',
      { length: 0, secondsToDrain: 0, drainPerSecond: null },
    ],
    ['what is in flight is unknown', { inFlight: null }],
    ['what waits is unknown', { length: null }],
  ])('does not know when %s', (_, numbers) => {
    expect(secondsUntilDone({ ...QUEUE, ...numbers })).toBeNull();
  });
});

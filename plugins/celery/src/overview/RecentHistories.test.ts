import { ServiceHistory } from '@celery-keda/backstage-plugin-celery-common';
import { serviceHistory } from '../__testUtils__/service';
import { RecentHistories } from './RecentHistories';

const HISTORY = serviceHistory([]);

function setUp() {
  const answers: { ref: string; resolve: (value: ServiceHistory) => void }[] =
    [];
  const load = jest.fn(
    (ref: string) =>
      new Promise<ServiceHistory>(resolve => answers.push({ ref, resolve })),
  );
  return { answers, load, histories: new RecentHistories(load) };
}

describe('RecentHistories', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('asks for nothing that is only scrolled past', async () => {
    const { load, histories } = setUp();
    histories.watch('a', jest.fn())();
    await jest.advanceTimersByTimeAsync(1000);
    expect(load).not.toHaveBeenCalled();
  });

  it('reads a service once for all its rows, and tells them', async () => {
    const { answers, load, histories } = setUp();
    const listeners = [jest.fn(), jest.fn()];
    listeners.forEach(listener => histories.watch('a', listener));
    await jest.advanceTimersByTimeAsync(1000);
    expect(load).toHaveBeenCalledTimes(1);
    answers[0].resolve(HISTORY);
    await jest.advanceTimersByTimeAsync(0);
    listeners.forEach(listener => expect(listener).toHaveBeenCalledTimes(1));
    expect(histories.get('a')).toBe(HISTORY);
  });

  it('has four requests under way at the most', async () => {
    const { answers, load, histories } = setUp();
    ['a', 'b', 'c', 'd', 'e', 'f'].forEach(ref =>
      histories.watch(ref, jest.fn()),
    );
    await jest.advanceTimersByTimeAsync(1000);
    expect(load).toHaveBeenCalledTimes(4);
    answers[0].resolve(HISTORY);
    await jest.advanceTimersByTimeAsync(0);
    expect(load).toHaveBeenCalledTimes(5);
  });

  it('reads again after a minute, if somebody still looks', async () => {
    const { answers, load, histories } = setUp();
    const leave = histories.watch('a', jest.fn());
    await jest.advanceTimersByTimeAsync(700);
    answers[0].resolve(HISTORY);
    await jest.advanceTimersByTimeAsync(59_999);
    histories.refresh();
    expect(load).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1);
    histories.refresh();
    expect(load).toHaveBeenCalledTimes(2);
    leave();
    await jest.advanceTimersByTimeAsync(60_000);
    histories.refresh();
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('does without what is refused', async () => {
    const histories = new RecentHistories(() =>
      Promise.reject(new Error('403')),
    );
    const listener = jest.fn();
    histories.watch('a', listener);
    await jest.advanceTimersByTimeAsync(700);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(histories.get('a')).toBeUndefined();
  });
});

import { Poller, VisibilitySource } from './Poller';

class FakePage extends EventTarget implements VisibilitySource {
  visibilityState: DocumentVisibilityState = 'visible';

  show(visible: boolean) {
    this.visibilityState = visible ? 'visible' : 'hidden';
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

function setUp() {
  const page = new FakePage();
  const answers: {
    signal: AbortSignal;
    resolve: (value: number) => void;
    reject: (error: unknown) => void;
  }[] = [];
  const poller = new Poller<number>({
    load: signal =>
      new Promise((resolve, reject) =>
        answers.push({ signal, resolve, reject }),
      ),
    intervalOf: value => (value ?? 5) * 1000,
    page,
  });
  return { page, poller, answers };
}

/** Lets what awaits an answer run, without moving the clock. */
const settle = () => jest.advanceTimersByTimeAsync(0);

describe('Poller', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('asks at once, then at the pace that the last value says', async () => {
    const { poller, answers } = setUp();
    poller.start();
    expect(answers).toHaveLength(1);
    answers[0].resolve(7);
    await settle();
    expect(poller.getState()).toMatchObject({
      value: 7,
      valueAt: Date.now(),
      nextAt: Date.now() + 7000,
      inFlight: false,
    });

    await jest.advanceTimersByTimeAsync(6999);
    expect(answers).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(answers).toHaveLength(2);
    poller.stop();
  });

  it('never has two attempts under way', async () => {
    const { page, poller, answers } = setUp();
    poller.start();
    poller.refresh();
    page.show(false);
    page.show(true);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(answers).toHaveLength(1);
    poller.stop();
  });

  it('keeps the last value when an attempt fails, and goes on', async () => {
    const { poller, answers } = setUp();
    poller.start();
    answers[0].resolve(5);
    await settle();
    const { valueAt } = poller.getState();

    await jest.advanceTimersByTimeAsync(5000);
    answers[1].reject(new Error('gone'));
    await settle();
    expect(poller.getState()).toMatchObject({ value: 5, valueAt });
    expect(poller.getState().error).toEqual(new Error('gone'));

    await jest.advanceTimersByTimeAsync(5000);
    answers[2].resolve(6);
    await settle();
    expect(poller.getState()).toMatchObject({ value: 6, error: undefined });
    poller.stop();
  });

  it('takes whatever was thrown for an error', async () => {
    const { poller, answers } = setUp();
    poller.start();
    answers[0].reject('gone');
    await settle();
    expect(poller.getState().error).toEqual(new Error('gone'));
    poller.stop();
  });

  it('asks for nothing while the page is hidden, and at once afterwards', async () => {
    const { page, poller, answers } = setUp();
    poller.start();
    answers[0].resolve(5);
    await settle();
    page.show(false);
    expect(poller.getState().nextAt).toBeUndefined();
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(answers).toHaveLength(1);

    page.show(true);
    expect(answers).toHaveLength(2);
    poller.stop();
  });

  it('does not ask early because somebody switched tabs to and fro', async () => {
    const { page, poller, answers } = setUp();
    poller.start();
    answers[0].resolve(5);
    await settle();
    await jest.advanceTimersByTimeAsync(2000);
    page.show(false);
    page.show(true);
    expect(answers).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(3000);
    expect(answers).toHaveLength(2);
    poller.stop();
  });

  it('does not begin on a page that is opened in the background', () => {
    const { page, poller, answers } = setUp();
    page.show(false);
    poller.start();
    expect(answers).toHaveLength(0);
    page.show(true);
    expect(answers).toHaveLength(1);
    poller.stop();
  });

  it('rests while paused, but answers a person who refreshes', async () => {
    const { poller, answers } = setUp();
    poller.start();
    answers[0].resolve(5);
    await settle();
    poller.setPaused(true);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(answers).toHaveLength(1);
    expect(poller.getState()).toMatchObject({
      paused: true,
      nextAt: undefined,
    });

    poller.refresh();
    expect(answers).toHaveLength(2);
    answers[1].resolve(5);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(answers).toHaveLength(2);

    poller.setPaused(false);
    expect(answers).toHaveLength(3);
    poller.stop();
  });

  it('aborts what is under way when stopped, and ignores its outcome', async () => {
    const { page, poller, answers } = setUp();
    poller.start();
    poller.stop();
    expect(answers[0].signal.aborted).toBe(true);
    answers[0].resolve(5);
    await settle();
    expect(poller.getState()).toEqual({ inFlight: false, paused: false });

    page.show(false);
    page.show(true);
    poller.refresh();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(answers).toHaveLength(1);
  });

  it('can be started again', async () => {
    const { poller, answers } = setUp();
    poller.start();
    poller.stop();
    poller.start();
    poller.start();
    expect(answers).toHaveLength(2);
    answers[1].resolve(5);
    await settle();
    expect(poller.getState().value).toBe(5);
    poller.stop();
  });

  it('tells its listeners of changes only', async () => {
    const { poller, answers } = setUp();
    const listener = jest.fn();
    const unsubscribe = poller.subscribe(listener);
    poller.start();
    expect(listener).toHaveBeenCalledTimes(1);
    poller.setPaused(false);
    expect(listener).toHaveBeenCalledTimes(1);
    unsubscribe();
    answers[0].resolve(5);
    await settle();
    expect(listener).toHaveBeenCalledTimes(1);
    poller.stop();
  });
});

import { windowOf } from './useWindow';

const VIEW = { top: 0, height: 560 };

describe('windowOf', () => {
  it('draws what is in sight and somewhat more', () => {
    expect(windowOf(VIEW, 56, 1000)).toEqual({ start: 0, end: 32 });
    expect(windowOf({ ...VIEW, top: 56_00 }, 56, 1000)).toEqual({
      start: 88,
      end: 128,
    });
  });

  it('stays the same for scrolling of a few rows', () => {
    expect(windowOf({ ...VIEW, top: 100 }, 56, 1000)).toEqual(
      windowOf(VIEW, 56, 1000),
    );
  });

  it('ends with the rows', () => {
    expect(windowOf(VIEW, 56, 3)).toEqual({ start: 0, end: 3 });
    expect(windowOf(VIEW, 56, 0)).toEqual({ start: 0, end: 0 });
  });

  it('shows the last rows where those before are gone', () => {
    const { start, end } = windowOf({ ...VIEW, top: 56_000 }, 56, 10);
    expect([start, end]).toEqual([0, 10]);
  });
});

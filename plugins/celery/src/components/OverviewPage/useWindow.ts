import { RefObject, useCallback, useLayoutEffect, useState } from 'react';

/** Rows are added so many at a time, so that most scrolling draws none. */
const CHUNK = 8;
/** Where nothing has a size. */
const LEAST_ROWS = 16;

/** The rows to draw, from the first to before the end. */
export interface Window {
  start: number;
  end: number;
}

/** The chunks of rows that are in sight, and one more on either side. */
export function windowOf(
  view: { top: number; height: number },
  rowHeight: number,
  count: number,
): Window {
  const chunkOf = (pixels: number) =>
    Math.floor(Math.max(0, pixels) / rowHeight / CHUNK);
  // What is scrolled to may not be there any more.
  const last = Math.max(0, Math.floor((count - 1) / CHUNK));
  const first = Math.min(chunkOf(view.top), last) - 1;
  const height = Math.max(view.height, LEAST_ROWS * rowHeight);
  return {
    start: Math.max(0, first) * CHUNK,
    end: Math.min(count, (chunkOf(view.top + height) + 2) * CHUNK),
  };
}

/** The rows that are to be drawn of many in an element that scrolls. */
export function useWindow(
  scroller: RefObject<HTMLElement>,
  rowHeight: number,
  count: number,
): Window & { onScroll: () => void } {
  const [rows, setRows] = useState(() =>
    windowOf({ top: 0, height: 0 }, rowHeight, count),
  );
  const look = useCallback(() => {
    const element = scroller.current;
    if (element) {
      const next = windowOf(
        { top: element.scrollTop, height: element.clientHeight },
        rowHeight,
        count,
      );
      setRows(before =>
        before.start === next.start && before.end === next.end ? before : next,
      );
    }
  }, [scroller, rowHeight, count]);
  useLayoutEffect(() => {
    look();
    const observer = new ResizeObserver(look);
    if (scroller.current) {
      observer.observe(scroller.current);
    }
    return () => observer.disconnect();
  }, [scroller, look]);
  return { ...rows, onScroll: look };
}

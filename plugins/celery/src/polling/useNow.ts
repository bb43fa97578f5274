import { useEffect, useState } from 'react';

/**
 * The time, in milliseconds since the epoch, moving on at the given pace
 * while the page is visible.
 */
export function useNow(everyMilliseconds: number = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const follow = () => {
      clearInterval(timer);
      if (document.visibilityState === 'visible') {
        setNow(Date.now());
        timer = setInterval(() => setNow(Date.now()), everyMilliseconds);
      }
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', follow);
    };
  }, [everyMilliseconds]);
  return now;
}

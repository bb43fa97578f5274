import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first test of a file waits for Backstage's own chunks to be compiled;
// telling hidden elements apart takes most of a query's time.
configure({ asyncUtilTimeout: 30_000, defaultHidden: true });

// jsdom has no layout; the wizard scrolls to the top of each page.
window.scrollTo = () => {};

// Nor does jsdom tell sizes: charts stay empty.
class NoSizes implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.ResizeObserver = NoSizes;

import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first page of a file loads much of Backstage, on a shared machine.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(30_000);

// Not there in jsdom, where nothing has a size.
class NoResizes implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoResizes;

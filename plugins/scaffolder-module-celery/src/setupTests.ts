import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first test of a file waits for Backstage's own chunks to be compiled.
configure({ asyncUtilTimeout: 30_000 });

// jsdom has no layout; the wizard scrolls to the top of each page.
window.scrollTo = () => {};

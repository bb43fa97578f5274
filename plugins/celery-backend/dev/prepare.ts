import { prepare } from './portal/prepare';

prepare({ portalPid: process.ppid }).catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

import { prepare } from './portal/prepare';

// What was started by a shell that is gone has nobody to go on for.
const shell = process.ppid;
setInterval(() => {
  if (process.ppid !== shell) {
    process.exit(1);
  }
}, 500).unref();

prepare({ portalPid: shell }).then(
  () => process.exit(0),
  error => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

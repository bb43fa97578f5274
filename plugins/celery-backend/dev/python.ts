import { ensurePythonEnvironment } from './python/environment';

// The shell that started this becomes the portal's command line. What it leaves
// behind when it ends, or is ended, has nobody to go on for.
const portal = process.ppid;
const watch = setInterval(() => {
  if (process.ppid !== portal) {
    process.exit(1);
  }
}, 500);

ensurePythonEnvironment({
  onProgress: line => console.log(`Python environment: ${line}`),
})
  .catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.kill(portal, 'SIGTERM');
  })
  .finally(() => clearInterval(watch));

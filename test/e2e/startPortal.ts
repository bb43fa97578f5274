import { isPortalReady, startPortal } from './portal';

/** Uses the portal that already runs, so that a developer need not wait. */
export default async function setUp(): Promise<void> {
  if (!(await isPortalReady())) {
    // Where global tear-down finds it.
    Object.assign(globalThis, { portalUnderTest: await startPortal() });
  }
}

import { isPortalReady, Portal, startPortal } from './portal';

declare global {
  // The handle that global set-up leaves for global tear-down.
  var portalUnderTest: Portal | undefined;
}

/** Uses the portal that already runs, so that a developer need not wait. */
export default async function setUp(): Promise<void> {
  if (!(await isPortalReady())) {
    globalThis.portalUnderTest = await startPortal();
  }
}

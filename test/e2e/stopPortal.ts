import { stopPortal } from './portal';

export default async function tearDown(): Promise<void> {
  if (globalThis.portalUnderTest) {
    await stopPortal(globalThis.portalUnderTest);
  }
}

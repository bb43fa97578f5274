import { Portal, stopPortal } from './portal';

export default async function tearDown(): Promise<void> {
  const { portalUnderTest } = globalThis as { portalUnderTest?: Portal };
  if (portalUnderTest) {
    await stopPortal(portalUnderTest);
  }
}

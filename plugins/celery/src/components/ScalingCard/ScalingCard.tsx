import { EntityInfoCard } from '@backstage/plugin-catalog-react';

export function ScalingCard() {
  return <EntityInfoCard title="Scaling" />;
}

import { useRouteRef } from '@backstage/frontend-plugin-api';
import { scalingRouteRef } from '../../routes';
import { ScalingCard } from './ScalingCard';

/** The card with a link to the tab, where the portal has the tab. */
export function LinkedScalingCard() {
  const tab = useRouteRef(scalingRouteRef);
  return <ScalingCard detailsHref={tab?.()} />;
}

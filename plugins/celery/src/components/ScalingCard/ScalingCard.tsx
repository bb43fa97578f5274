import { ServiceGate } from '../ServiceGate';
import { CardFrame } from './CardFrame';
import { CardSkeleton } from './CardSkeleton';
import { QueuesCard } from './QueuesCard';

/**
 * The entity card *Scaling*: each of a service's queues with its work and its
 * workers, and what is going on with them.
 */
export function ScalingCard(props: {
  /** Where there is more to read about the service. */
  detailsHref?: string;
}) {
  return (
    <ServiceGate frame={CardFrame} skeleton={CardSkeleton}>
      {service => <QueuesCard {...service} detailsHref={props.detailsHref} />}
    </ServiceGate>
  );
}

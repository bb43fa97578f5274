import { Card, CardBody } from '@backstage/ui';
import { ReactNode } from 'react';
import { ServiceGate } from '../ServiceGate';
import { CardSkeleton } from '../ScalingCard/CardSkeleton';
import { ServicePage } from './ServicePage';

/**
 * The entity tab *Celery*: everything about a service's queues and workers.
 */
export function ScalingTab() {
  return (
    <ServiceGate frame={Frame} skeleton={CardSkeleton}>
      {service => <ServicePage {...service} />}
    </ServiceGate>
  );
}

function Frame(props: { children: ReactNode }) {
  return (
    <Card>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
}

import { Card, CardBody } from '@backstage/ui';
import { ReactNode } from 'react';
import { HistoryRangeName } from '../../history';
import { ServiceGate } from '../ServiceGate';
import { CardSkeleton } from '../ScalingCard/CardSkeleton';
import { ServicePage } from './ServicePage';

/**
 * The entity tab *Celery*: everything about a service's queues and workers.
 */
export function ScalingTab(props: {
  /** The span of time that the history begins with. */
  range?: HistoryRangeName;
}) {
  return (
    <ServiceGate frame={Frame} skeleton={CardSkeleton}>
      {service => <ServicePage {...service} range={props.range} />}
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

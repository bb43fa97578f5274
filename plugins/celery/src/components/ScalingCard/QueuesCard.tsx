import { CeleryService } from '@celery-keda/backstage-plugin-celery-common';
import { Scaling, useScaling } from '../../scaling';
import { RefreshControl } from '../RefreshControl';
import { ServiceProps, StatusFailure } from '../ServiceGate';
import { ServiceNotices } from '../ServiceNotices';
import { Whereabouts } from '../Whereabouts';
import { CardFrame } from './CardFrame';
import { CardSkeleton } from './CardSkeleton';
import { QueueList } from './QueueList';

/** The card of a service that the viewer may see. */
export function QueuesCard(props: ServiceProps) {
  const { entity, service } = props;
  const scaling = useScaling(entity, service);
  return (
    <CardFrame
      headerActions={
        <RefreshControl
          refreshSeconds={scaling.refreshSeconds}
          nextAt={scaling.status.nextAt}
          paused={scaling.paused}
          onPausedChange={scaling.setPaused}
        />
      }
      footerActions={<Whereabouts {...props} scaling={scaling} />}
    >
      <Content service={service} scaling={scaling} />
    </CardFrame>
  );
}

function Content(props: { service: CeleryService; scaling: Scaling }) {
  const { service, scaling } = props;
  if (scaling.queues) {
    return (
      <>
        <ServiceNotices scaling={scaling} />
        <QueueList queues={scaling.queues} old={scaling.old} />
      </>
    );
  }
  if (scaling.status.error) {
    return <StatusFailure error={scaling.status.error} />;
  }
  return <CardSkeleton queues={service.queues.length} />;
}

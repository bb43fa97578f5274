import { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { CeleryService } from '@celery-keda/backstage-plugin-celery-common';
import { celeryTranslationRef } from '../../i18n';
import { Scaling, useScaling } from '../../scaling';
import { ANNOTATION_CLUSTER, ANNOTATION_NAMESPACE } from '../../workers';
import { RefreshControl } from '../RefreshControl';
import { CardFrame } from './CardFrame';
import { StatusFailure } from './CardMessages';
import { CardSkeleton } from './CardSkeleton';
import { Notices } from './Notices';
import { QueueList } from './QueueList';

/** The card of a service that the viewer may see. */
export function QueuesCard(props: { entity: Entity; service: CeleryService }) {
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
        <Notices scaling={scaling} />
        <QueueList queues={scaling.queues} old={isOld(scaling)} />
      </>
    );
  }
  if (scaling.status.error) {
    return <StatusFailure error={scaling.status.error} />;
  }
  return <CardSkeleton queues={service.queues.length} />;
}

function isOld({ status }: Scaling): boolean {
  return status.error !== undefined || status.value?.broker.state !== 'ok';
}

function Whereabouts(props: {
  entity: Entity;
  service: CeleryService;
  scaling: Scaling;
}) {
  const { entity, service, scaling } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const annotations = entity.metadata.annotations ?? {};
  const workers = scaling.workers.value;
  const cluster =
    (workers && 'objects' in workers ? workers.cluster : undefined) ??
    annotations[ANNOTATION_CLUSTER];
  const namespace = annotations[ANNOTATION_NAMESPACE];
  const parts: string[] = [t('card.broker', { broker: service.broker })];
  if (cluster && namespace) {
    parts.push(t('card.clusterNamespace', { cluster, namespace }));
  } else if (cluster) {
    parts.push(t('card.cluster', { cluster }));
  } else if (namespace) {
    parts.push(t('card.namespace', { namespace }));
  }
  return (
    <Text variant="body-small" color="secondary">
      {parts.join(' · ')}
    </Text>
  );
}

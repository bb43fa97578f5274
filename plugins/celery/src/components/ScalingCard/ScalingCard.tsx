import { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useEntityPermission } from '@backstage/plugin-catalog-react/alpha';
import {
  CeleryService,
  celeryQueueReadPermission,
  parseCeleryAnnotations,
} from '@celery-keda/backstage-plugin-celery-common';
import { useMemo } from 'react';
import { Boundary } from '../Boundary';
import { CardFrame } from './CardFrame';
import {
  AnnotationProblems,
  NoAnnotations,
  NotPermitted,
  RenderFailure,
} from './CardMessages';
import { CardSkeleton } from './CardSkeleton';
import { QueuesCard } from './QueuesCard';

/**
 * The entity card *Scaling*: each of a service's queues with its work and its
 * workers, and what is going on with them.
 */
export function ScalingCard() {
  return (
    <Boundary
      fallback={() => (
        <CardFrame>
          <RenderFailure />
        </CardFrame>
      )}
    >
      <EntityScaling />
    </Boundary>
  );
}

function EntityScaling() {
  const { entity } = useEntity();
  const annotations = useMemo(() => parseCeleryAnnotations(entity), [entity]);
  switch (annotations.kind) {
    case 'service':
      return <PermittedScaling entity={entity} service={annotations.service} />;
    case 'problems':
      return (
        <CardFrame>
          <AnnotationProblems problems={annotations.problems} />
        </CardFrame>
      );
    default:
      return (
        <CardFrame>
          <NoAnnotations />
        </CardFrame>
      );
  }
}

function PermittedScaling(props: { entity: Entity; service: CeleryService }) {
  const { allowed, loading } = useEntityPermission(celeryQueueReadPermission);
  if (loading) {
    return (
      <CardFrame>
        <CardSkeleton queues={props.service.queues.length} />
      </CardFrame>
    );
  }
  if (!allowed) {
    return (
      <CardFrame>
        <NotPermitted />
      </CardFrame>
    );
  }
  return <QueuesCard {...props} />;
}

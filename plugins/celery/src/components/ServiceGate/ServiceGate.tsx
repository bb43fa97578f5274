import { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useEntityPermission } from '@backstage/plugin-catalog-react/alpha';
import {
  CeleryService,
  celeryQueueReadPermission,
  parseCeleryAnnotations,
} from '@celery-keda/backstage-plugin-celery-common';
import { ComponentType, ReactNode, useMemo } from 'react';
import { Boundary } from '../Boundary';
import {
  AnnotationProblems,
  NoAnnotations,
  NotPermitted,
  RenderFailure,
} from './ServiceMessages';

/** An entity that is a Celery service, as its annotations declare it. */
export interface ServiceProps {
  entity: Entity;
  service: CeleryService;
}

interface GateProps {
  /** What stands around everything that the gate itself has to say. */
  frame: ComponentType<{ children: ReactNode }>;
  /** Holds the room of what is being loaded. */
  skeleton: ComponentType<{ queues: number }>;
  /** What is behind the gate. */
  children: (service: ServiceProps) => ReactNode;
}

/**
 * Lets through what shows a service's queues, if the entity is a service and
 * the viewer may see its queues; says why, and what to do, if not.
 */
export function ServiceGate(props: GateProps) {
  const { frame: Frame } = props;
  return (
    <Boundary
      fallback={() => (
        <Frame>
          <RenderFailure />
        </Frame>
      )}
    >
      <AnnotationGate {...props} />
    </Boundary>
  );
}

function AnnotationGate(props: GateProps) {
  const { frame: Frame } = props;
  const { entity } = useEntity();
  const annotations = useMemo(() => parseCeleryAnnotations(entity), [entity]);
  switch (annotations.kind) {
    case 'service':
      return (
        <PermissionGate
          {...props}
          entity={entity}
          service={annotations.service}
        />
      );
    case 'problems':
      return (
        <Frame>
          <AnnotationProblems problems={annotations.problems} />
        </Frame>
      );
    default:
      return (
        <Frame>
          <NoAnnotations />
        </Frame>
      );
  }
}

function PermissionGate(props: GateProps & ServiceProps) {
  const { frame: Frame, skeleton: Skeleton } = props;
  const { children, entity, service } = props;
  const { allowed, loading } = useEntityPermission(celeryQueueReadPermission);
  if (loading) {
    return (
      <Frame>
        <Skeleton queues={service.queues.length} />
      </Frame>
    );
  }
  if (!allowed) {
    return (
      <Frame>
        <NotPermitted />
      </Frame>
    );
  }
  return <>{children({ entity, service })}</>;
}

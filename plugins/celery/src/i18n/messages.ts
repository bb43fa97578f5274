import {
  annotationMessages,
  diagnosisMessages,
} from '@celery-keda/backstage-plugin-celery-common';

/** The English texts of the pages. */
export const messages = {
  ...annotationMessages,
  ...diagnosisMessages,

  'duration.seconds': '{{seconds}} s',
  'duration.minutes': '{{minutes}} min',
  'duration.minutesSeconds': '{{minutes}} min {{seconds}} s',
  'duration.hours': '{{hours}} h',
  'duration.hoursMinutes': '{{hours}} h {{minutes}} min',
  'duration.days': '{{days}} d',
  'duration.daysHours': '{{days}} d {{hours}} h',
  'number.unknown': 'unknown',
  'number.none': 'none',
  'number.about': '≈ {{value}}',

  'refresh.every': 'every {{duration}}',
  'refresh.paused': 'paused',
  'refresh.pause': 'Pause refreshing',
  'refresh.resume': 'Resume refreshing',

  'card.title': 'Scaling',
  'card.loading': 'Reading queues and workers',
  'card.queues': 'Queues, worst first',
  'card.showAll': 'Show all {{queues}} queues',
  'card.showFewer': 'Show fewer',
  'card.broker': 'broker {{broker}}',
  'card.cluster': 'cluster {{cluster}}',
  'card.clusterNamespace': 'cluster {{cluster}} / {{namespace}}',
  'card.namespace': 'namespace {{namespace}}',
  'card.stateChanged': '{{queue}}: {{state}}',

  'queue.waiting': 'waiting',
  'queue.waitingHelp': 'Messages that no worker has taken yet.',
  'queue.inFlight': 'in flight',
  'queue.inFlightHelp':
    'Messages that a worker has taken and not acknowledged: running, prefetched, or held for their ETA.',
  'queue.inFlightEstimated':
    'There are too many to look at each one: this is extrapolated from a sample.',
  'queue.scheduled': '{{scheduled}} of them are held for their ETA.',
  'queue.oldest': 'oldest',
  'queue.oldestHelp': 'How long ago the oldest waiting message was published.',
  'queue.oldestUnknown':
    'The oldest waiting message does not say when it was published. Services made from the template stamp every message with sent_at.',
  'queue.doneIn': 'done in',
  'queue.doneInHelp': 'When the queue is empty, at the present rates.',
  'queue.doneInUnknown':
    'There is no saying: the rates are not known yet, or the queue is not getting shorter.',
  'queue.unknownNumber': 'This number could not be read from the broker.',
  'queue.readAt': 'Read at the broker on {{time}}.',

  'workers.title': 'workers',
  'workers.meter': 'Workers of {{queue}}',
  'workers.ready': '{{current}} ready',
  'workers.wanted': '{{current}} of {{desired}} wanted',
  'workers.wantedOnly': '{{desired}} wanted, how many are ready is unknown',
  'workers.atMost': 'at most {{max}}',
  'workers.unknown': 'unknown',
  'workers.reason.not-installed':
    'This portal has no Kubernetes plugin, so nobody can say how many workers there are. An administrator can install @backstage/plugin-kubernetes.',
  'workers.reason.not-configured':
    'The Kubernetes plugin does not know this service’s cluster. An administrator can add it under kubernetes.clusterLocatorMethods in app-config.',
  'workers.reason.not-annotated':
    'The entity does not say where its workers run. Add the annotations backstage.io/kubernetes-id, backstage.io/kubernetes-namespace and backstage.io/kubernetes-cluster.',
  'workers.reason.not-permitted':
    'The cluster, or this portal, does not let you see the workers.',
  'workers.reason.cluster-unreachable': 'The cluster cannot be reached.',
  'workers.reason.timeout': 'The cluster did not answer within 5 seconds.',
  'workers.reason.not-served': 'The cluster does not know this kind of object.',
  'workers.reason.failed': 'The cluster’s answer could not be read.',
  'workers.reason.none':
    'No Deployment or ScaledObject of this queue was found in the cluster.',

  'notice.numbersAge': 'The numbers are {{duration}} old.',
  'notice.stale.title': 'Broker {{broker}} does not answer',
  'notice.unreachable.title': 'Broker {{broker}} cannot be read',
  'notice.unreachable.numbers': 'There are no earlier numbers to show.',
  'notice.backend.title': 'The portal does not answer',

  'absent.title': 'This entity names no queues yet',
  'absent.body':
    'To see its queues and workers here, add these annotations to its catalog-info.yaml:',
  'problems.title': 'The Celery annotations need a change',
  'problems.found': 'found {{value}}',
  'notPermitted.title': 'You may not see these queues',
  'notPermitted.body':
    'The permission celery.queue.read is not granted to you for this entity. Ask its owner, or an administrator of this portal.',
  'failure.notFound.title': 'The Celery backend does not know this entity',
  'failure.notFound.body':
    'Either the entity is gone, or the Celery backend plugin is not installed in this portal.',
  'failure.request.title': 'The Celery backend refused the request',
  'failure.version.title': 'The Celery backend gave an unexpected answer',
  'failure.version.body':
    'The plugin’s frontend and backend are probably of different versions. An administrator can install the same version of both.',
  'failure.backend.title': 'The portal’s backend cannot be reached',
  'failure.backend.body': 'The page keeps trying by itself.',
  'failure.render.title': 'This part of the page failed',
  'failure.render.body':
    'The rest of the page is not affected. Reload to try again.',
} as const;

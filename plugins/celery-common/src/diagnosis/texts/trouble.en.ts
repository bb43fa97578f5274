/** What is wrong or cannot be seen, why, and what to do. */
export const troubleTexts = {
  'diagnosis.stranded.sentence_one':
    '{{count, number}} task was taken and never finished, and no worker runs that could finish it.',
  'diagnosis.stranded.sentence_other':
    '{{count, number}} tasks were taken and never finished, and no worker runs that could finish them.',
  'diagnosis.stalled.asleep':
    '{{waiting, number}} waiting for {{duration}}, and no worker has been started.',
  'diagnosis.stalled.starting_one':
    '{{waiting, number}} waiting, and {{count, number}} worker has been starting for {{duration}}.',
  'diagnosis.stalled.starting_other':
    '{{waiting, number}} waiting, and {{count, number}} workers have been starting for {{duration}}.',
  'diagnosis.stalled.idleHands_one':
    '{{waiting, number}} waiting for {{duration}}, and the {{count, number}} worker that runs takes none of them.',
  'diagnosis.stalled.idleHands_other':
    '{{waiting, number}} waiting for {{duration}}, and the {{count, number}} workers that run take none of them.',
  'diagnosis.pods.crash_one': '{{count, number}} worker keeps crashing.',
  'diagnosis.pods.crash_other': '{{count, number}} workers keep crashing.',
  'diagnosis.pods.imagePull_one':
    '{{count, number}} worker cannot pull its image.',
  'diagnosis.pods.imagePull_other':
    '{{count, number}} workers cannot pull their image.',
  'diagnosis.pods.config_one':
    '{{count, number}} worker cannot be set up: something that it refers to is missing.',
  'diagnosis.pods.config_other':
    '{{count, number}} workers cannot be set up: something that they refer to is missing.',
  'diagnosis.pods.unschedulable_one':
    'No node has room for {{count, number}} worker.',
  'diagnosis.pods.unschedulable_other':
    'No node has room for {{count, number}} workers.',
  'diagnosis.pods.quota_one':
    'The namespace’s quota leaves no room for {{count, number}} worker.',
  'diagnosis.pods.quota_other':
    'The namespace’s quota leaves no room for {{count, number}} workers.',
  'diagnosis.pods.refused_one':
    'The cluster refuses to create {{count, number}} worker.',
  'diagnosis.pods.refused_other':
    'The cluster refuses to create {{count, number}} workers.',
  'diagnosis.wrongList.sentence':
    'ScaledObject {{scaledObject}} watches no list of the queue {{queue}}, so what waits there starts no worker.',
  'diagnosis.wrongList.priorities':
    'Everything waits in priority lists that ScaledObject {{scaledObject}} does not watch, so it starts no worker.',
  'diagnosis.belowActivation.sentence':
    'KEDA starts the first worker only above {{activation, number}}.',
  'diagnosis.invalid.sentence':
    'KEDA does not accept ScaledObject {{scaledObject}}, so nothing scales.',
  'diagnosis.unread.stay_one':
    'KEDA cannot read the queue: {{count, number}} worker stays, whatever waits.',
  'diagnosis.unread.stay_other':
    'KEDA cannot read the queue: {{count, number}} workers stay, whatever waits.',
  'diagnosis.unread.asleep':
    'KEDA cannot read the queue: no worker is started, whatever waits.',
  'diagnosis.silent.stay_one':
    'KEDA has not been heard of for {{duration}}: {{count, number}} worker stays, whatever waits.',
  'diagnosis.silent.stay_other':
    'KEDA has not been heard of for {{duration}}: {{count, number}} workers stay, whatever waits.',
  'diagnosis.silent.unanswered_one':
    'KEDA does not answer the HPA: {{count, number}} worker stays, whatever waits.',
  'diagnosis.silent.unanswered_other':
    'KEDA does not answer the HPA: {{count, number}} workers stay, whatever waits.',
  'diagnosis.unableToScale.sentence':
    'The HPA cannot change the number of workers.',
  'diagnosis.unableToScale.keda': 'KEDA cannot change the number of workers.',
  'diagnosis.kedaMissing.sentence':
    'KEDA is not installed in this cluster, so nothing scales the workers.',
  'diagnosis.noWorkers.sentence':
    'Nothing in the cluster consumes the queue {{queue}}.',
  'diagnosis.noWorkers.target':
    'ScaledObject {{scaledObject}} scales Deployment {{deployment}}, which is not there.',
  'diagnosis.fallback.sentence_one':
    'KEDA cannot read the queue and falls back to {{count, number}} worker.',
  'diagnosis.fallback.sentence_other':
    'KEDA cannot read the queue and falls back to {{count, number}} workers.',

  'diagnosis.broker.unreachable':
    'Broker {{broker}} cannot be read: how much waits and runs is unknown.',
  'diagnosis.broker.stale':
    'Broker {{broker}} does not answer. The numbers are {{duration}} old.',
  'diagnosis.broker.staleUnknownAge':
    'Broker {{broker}} does not answer. The numbers are old.',
  'diagnosis.broker.queueUnreadable':
    'The queue {{queue}} cannot be read on broker {{broker}}: its numbers are unknown.',
  'diagnosis.broker.lengthUnknown':
    'How much waits in the queue {{queue}} is unknown.',
  'diagnosis.workersUnknown.sentence': 'How many workers run is unknown.',
  'diagnosis.workersUnknown.wake':
    'Whether KEDA will start a worker for it is unknown.',

  'diagnosis.cause.strandedUnwatched':
    'A worker was ended in the middle of its work, and no trigger watches work in flight, so KEDA sees an empty queue.',
  'diagnosis.cause.kedaDidNotWake':
    'KEDA polls every {{duration}} and has not started one.',
  'diagnosis.cause.notReady':
    'The workers’ containers run but do not become ready.',
  'diagnosis.cause.notConsuming':
    'The workers are ready but do not consume this queue: they may listen to another queue, prefix or database, or hang on a lost connection.',
  'diagnosis.cause.crash':
    'The worker’s process ends with exit code {{exitCode}}.',
  'diagnosis.cause.crashUnknown': 'The worker’s process ends again and again.',
  'diagnosis.cause.outOfMemory':
    'The worker’s container needs more memory than its limit allows.',
  'diagnosis.cause.imagePull':
    'The image does not exist, or the namespace may not pull it.',
  'diagnosis.cause.config':
    'A Secret or ConfigMap that the container refers to is missing or lacks a key.',
  'diagnosis.cause.unschedulable':
    'No node has the CPU, memory or labels that the workers ask for.',
  'diagnosis.cause.quota':
    'The namespace’s ResourceQuota is used up before the maximum of workers is reached.',
  'diagnosis.cause.refused':
    'An admission rule or a missing ServiceAccount keeps the pods from being created.',
  'diagnosis.cause.wrongList':
    'Its trigger watches {{watched}}; the queue is the list {{key}}.',
  'diagnosis.cause.belowActivation':
    'activationListLength or activationTarget is {{activation, number}}.',
  'diagnosis.cause.invalid':
    'KEDA checked the ScaledObject and one of its triggers and did not get through.',
  'diagnosis.cause.unread':
    'The portal reads the broker, KEDA does not: address, user, TLS or network differ between the two.',
  'diagnosis.cause.partlyUnread':
    'One of several triggers cannot be read, and that stops scaling altogether.',
  'diagnosis.cause.silent':
    'KEDA’s operator does not run or hangs: every object still looks healthy.',
  'diagnosis.cause.unanswered':
    'KEDA’s operator or its metrics server does not run or hangs.',
  'diagnosis.cause.unableToScale':
    'The HPA cannot read or write the Deployment’s scale.',
  'diagnosis.cause.kedaUnableToScale':
    'KEDA cannot read or write the Deployment’s scale, and tries again at each poll.',
  'diagnosis.cause.hpaUnread': 'The HPA cannot read what it scales by.',
  'diagnosis.cause.noWorkers':
    'No ScaledObject watches its list, and no Deployment carries the label {{label}}.',

  'diagnosis.cause.broker.not-configured':
    'No broker of this name is configured in the portal.',
  'diagnosis.cause.broker.refused': 'Nothing accepts connections there.',
  'diagnosis.cause.broker.unresolved': 'Its host name cannot be resolved.',
  'diagnosis.cause.broker.timeout': 'It does not answer in time.',
  'diagnosis.cause.broker.auth': 'It refuses the user or the password.',
  'diagnosis.cause.broker.tls':
    'The encrypted connection cannot be set up: certificate, authority or TLS setting do not fit.',
  'diagnosis.cause.broker.permission':
    'Its user may not run the commands that reading a queue takes.',
  'diagnosis.cause.broker.script-denied': 'Its user may not run scripts.',
  'diagnosis.cause.broker.wrong-type':
    'A key of the queue holds something other than what Celery writes there.',
  'diagnosis.cause.broker.loading': 'It is still loading its data.',
  'diagnosis.cause.broker.read-only':
    'It is a replica that has lost its master.',
  'diagnosis.cause.broker.out-of-memory': 'It has used up its memory.',
  'diagnosis.cause.broker.unknown': 'It answered with an error.',

  'diagnosis.cause.workers.not-installed':
    'The portal has no Kubernetes plugin.',
  'diagnosis.cause.workers.not-configured':
    'The cluster is not configured in the portal’s Kubernetes plugin.',
  'diagnosis.cause.workers.not-annotated':
    'The entity does not say where its workers run.',
  'diagnosis.cause.workers.not-permitted':
    'The cluster or the portal does not permit you to see the workers.',
  'diagnosis.cause.workers.cluster-unreachable':
    'The cluster cannot be reached.',
  'diagnosis.cause.workers.timeout': 'The cluster does not answer in time.',
  'diagnosis.cause.workers.not-served':
    'The cluster does not know this kind of object.',
  'diagnosis.cause.workers.failed': 'The cluster answered with an error.',

  'diagnosis.advice.startOne':
    'Start a worker: it puts back in the queue what was taken, once the visibility timeout has passed. Then add a trigger on work in flight, so that it does not happen again.',
  'diagnosis.advice.askKeda':
    'Look at what KEDA’s operator says about the ScaledObject.',
  'diagnosis.advice.askHpa': 'Read the HPA’s events.',
  'diagnosis.advice.readRefusal':
    'Read what refuses it: a right that KEDA lacks, or an admission rule.',
  'diagnosis.advice.readLogs': 'Read the log of the last run.',
  'diagnosis.advice.readEvents': 'Read the namespace’s events.',
  'diagnosis.advice.raiseMemory':
    'Raise the container’s memory limit, or lower concurrency.',
  'diagnosis.advice.fixImage':
    'Check the image’s name and tag and the namespace’s pull secret.',
  'diagnosis.advice.fixReference': 'Create what is missing.',
  'diagnosis.advice.makeRoom':
    'Add nodes, ask for less per worker, or lower maxReplicaCount.',
  'diagnosis.advice.raiseQuota':
    'Raise the quota, or lower maxReplicaCount so that it fits.',
  'diagnosis.advice.fixList':
    'Let the trigger watch {{key}} in the queue’s database.',
  'diagnosis.advice.watchPriorities':
    'Add a trigger for each priority list and sum them up in scalingModifiers.formula.',
  'diagnosis.advice.lowerActivation':
    'Lower the activation value, or wait for more work.',
  'diagnosis.advice.fixTrigger':
    'Correct the trigger or its TriggerAuthentication.',
  'diagnosis.advice.installKeda': 'Install KEDA in the cluster.',
  'diagnosis.advice.deploy':
    'Deploy the service, or correct the entity’s annotations.',
  'diagnosis.advice.checkWorkers':
    'Read the workers’ logs, and compare their queue and key prefix with the entity’s annotations.',
  'diagnosis.advice.restartKeda': 'Restart KEDA’s operator.',
  'diagnosis.advice.brokerConfig':
    'An administrator can correct celery.brokers[{{broker}}] in app-config.',
  'diagnosis.advice.brokerUp':
    'Check that the broker runs and that the portal’s network reaches it.',
  'diagnosis.advice.brokerPermission':
    'An administrator of the broker can give the portal’s user what it lacks.',
  'diagnosis.advice.queueKey':
    'Compare the queue’s name and key prefix in the entity’s annotations with what the service uses.',
  'diagnosis.advice.installKubernetes':
    'An administrator can add the Kubernetes plugin and this cluster to the portal.',
  'diagnosis.advice.annotate':
    'Add {{annotations}} to the entity’s annotations.',
  'diagnosis.advice.askPermission':
    'Ask the portal’s or the cluster’s administrator for permission to read them.',
  'diagnosis.advice.clusterUp':
    'Check that the cluster runs and that the portal’s network reaches it.',

  'diagnosis.next.stranded':
    'Nothing happens until another task starts a worker.',
  'diagnosis.next.stays': 'Nothing changes until this is put right.',
  'diagnosis.next.readAgain':
    'The portal keeps trying: the page recovers by itself.',
  'diagnosis.next.restarts':
    'The cluster tries again, after longer and longer pauses.',

  'diagnosis.note.unreadable.deployments': 'Deployments could not be read.',
  'diagnosis.note.unreadable.scaledObjects':
    'ScaledObjects could not be read: pauses and triggers are not considered.',
  'diagnosis.note.unreadable.horizontalPodAutoscalers':
    'HPAs could not be read: their limits are not considered.',
  'diagnosis.note.unreadable.pods':
    'Pods could not be read: crashes and full nodes are not considered.',
  'diagnosis.note.notPermitted.deployments':
    'Reading Deployments is not permitted.',
  'diagnosis.note.notPermitted.scaledObjects':
    'Reading ScaledObjects is not permitted: pauses and triggers are not considered.',
  'diagnosis.note.notPermitted.horizontalPodAutoscalers':
    'Reading HPAs is not permitted: their limits are not considered.',
  'diagnosis.note.notPermitted.pods':
    'Reading pods is not permitted: crashes and full nodes are not considered.',
  'diagnosis.note.prioritiesNotWatched':
    'Priority lists that no trigger watches hold {{waiting, number}}: scaling does not count them.',
  'diagnosis.note.fallbackNotInForce_one':
    'The fallback is not in force: KEDA needs more than {{count, number}} failure in a row and stops counting after the first one.',
  'diagnosis.note.fallbackNotInForce_other':
    'The fallback is not in force: KEDA needs more than {{count, number}} failures in a row and stops counting after the first one.',
  'diagnosis.note.faultyPods_one': '{{count, number}} worker does not come up.',
  'diagnosis.note.faultyPods_other':
    '{{count, number}} workers do not come up.',
  'diagnosis.note.partlyUnread':
    'Not all of the queue’s numbers could be read. {{reason}}',
  'diagnosis.note.estimated':
    'The number in flight is an estimate from a sample.',
} as const;

/**
 * The English texts of the wizard. Those on names and on scaling plans come
 * with what they are about.
 */
export const messages = {
  'field.required': 'required',

  'duration.seconds': '{{seconds}} s',
  'duration.minutes': '{{unit}} min',
  'duration.minutesAndRest': '{{unit}} min {{rest}} s',
  'duration.hours': '{{unit}} h',
  'duration.hoursAndRest': '{{unit}} h {{rest}} min',

  'name.label': 'Name of the service',
  'name.help':
    'Lower-case letters, digits and "-", at most {{most}} characters. It becomes the repository, the Kubernetes namespace, the queue and the Python package.',
  'name.package': 'The Python package will be called {{package}}.',
  'name.taken':
    'A service called "{{name}}" is in the catalog already: choose another name, or unregister that one first.',

  'broker.label': 'Broker',
  'broker.help': 'The Redis or Valkey that holds the service’s messages.',
  'broker.loading': 'Asking the catalog for brokers',
  'broker.choose': 'Choose a broker',
  'broker.none': 'No broker is configured',
  'broker.noneHelp':
    'An administrator must name one under celery.brokers in app-config. It is here after the next start of the portal.',
  'broker.gone': 'The broker "{{name}}" is not configured: choose another one.',
  'broker.error': 'The brokers could not be read',
  'broker.errorHelp': 'The catalog answered: {{error}}',
  'broker.retry': 'Try again',

  'description.label': 'Description',
  'description.help': 'One line, for the catalog.',
  'cluster.label': 'Cluster',
  'cluster.help':
    'What the portal calls the Kubernetes cluster. Without it, the first that the portal knows.',
  'namespace.label': 'Namespace',
  'namespace.help':
    'In the cluster. Without it, one that is called like the service.',
  'registryNamespace.label': 'Namespace in the image registry',
  'registryNamespace.help':
    'In IBM Cloud Container Registry. Without it, one that is called like the service.',

  'region.label': 'Region of the image registry',
  'region.help': 'The image is kept in IBM Cloud Container Registry.',
  'region.au-syd': 'Sydney (au-syd)',
  'region.br-sao': 'São Paulo (br-sao)',
  'region.ca-mon': 'Montreal (ca-mon)',
  'region.ca-tor': 'Toronto (ca-tor)',
  'region.eu-de': 'Frankfurt (eu-de)',
  'region.eu-es': 'Madrid (eu-es)',
  'region.eu-gb': 'London (eu-gb)',
  'region.in-che': 'Chennai (in-che)',
  'region.in-mum': 'Mumbai (in-mum)',
  'region.jp-osa': 'Osaka (jp-osa)',
  'region.jp-tok': 'Tokyo (jp-tok)',
  'region.us-south': 'Dallas (us-south)',
  'publish.label': 'Repository',
  'publish.help': 'Where the service’s code goes.',
  'publish.local': 'On the portal’s own disk',
  'publish.github': 'On GitHub',

  'queues.title': 'Queues',
  'queues.help':
    'Work of another kind belongs into a queue of its own: each has its own workers. Without any here there is one, called like the service.',
  'queues.queue': 'Queue {{number}}',
  'queues.name.label': 'Name of the queue',
  'queues.name.help': 'Lower-case letters, digits and "-".',
  'queues.name.twice':
    'There is another queue called "{{name}}": choose another name.',
  'queues.own': 'Its work is not as said above',
  'queues.add': 'Add a queue',
  'queues.remove': 'Remove',
  'queues.removeOne': 'Remove queue {{number}}',

  'priorities.label': 'Tasks have priorities',
  'priorities.help':
    'Then each queue has four lists, one for each priority, and workers take the most urgent tasks first.',

  'workload.section.task': 'The work',
  'workload.section.arrivals': 'What arrives',
  'workload.section.limits': 'What is wanted',
  'workload.taskSeconds.label': 'How long does a task usually take?',
  'workload.taskSeconds.help': 'Seconds, on average.',
  'workload.longestTaskSeconds.label': 'And at worst?',
  'workload.longestTaskSeconds.help':
    'Seconds. A task that takes longer is asked to stop, then ended.',
  'workload.concurrency.label': 'How many tasks does one worker run at a time?',
  'workload.concurrency.help':
    'More tasks share the start and the memory of a worker; fewer scale in finer steps.',
  'workload.burstTasks.label': 'How many tasks arrive at once in a burst?',
  'workload.burstTasks.help':
    'Such as an import at night or an upload of many files; 0 if there is none.',
  'workload.tasksPerMinute.label': 'How many tasks arrive all the time?',
  'workload.tasksPerMinute.help':
    'Tasks a minute, on average; 0 if they come in bursts only.',
  'workload.burstsADay.label': 'How often does such a burst come?',
  'workload.burstsADay.help': 'What the workers cost a month depends on it.',
  'workload.burstsADay.24': 'every hour',
  'workload.burstsADay.6': 'every 4 hours',
  'workload.burstsADay.1': 'once a day',
  'workload.waitSeconds.label': 'How long may a task wait before it starts?',
  'workload.waitSeconds.help':
    'Seconds. With less than a worker needs to start, one is kept all the time.',
  'workload.maxWorkers.label': 'How many workers can what is behind them bear?',
  'workload.maxWorkers.help':
    'Databases and services that the tasks use never see more workers than this.',
  'workload.coldStartSeconds.label': 'How long does a worker take to start?',
  'workload.coldStartSeconds.help':
    'Seconds from asking for it to its first task, on a node with room.',
  'workload.delayedTasks.label':
    'Tasks use a countdown, an ETA or long retries',
  'workload.delayedTasks.help':
    'Such tasks are handed to a worker long before they are due, and must not hold workers until then.',
  'workload.longestDelaySeconds.label': 'How long is the longest such delay?',
  'workload.longestDelaySeconds.help': 'Seconds.',
  'workload.range': 'Give a number from {{min, number}} to {{max, number}}.',
  'workload.wholeRange':
    'Give a whole number from {{min, number}} to {{max, number}}.',
  'workload.belowUsual':
    'Give at least {{least, number}}, which is what a task usually takes.',

  'preview.title': 'How it will scale',
  'preview.outdated':
    'Some answers are not complete. This is for the last complete ones.',
  'preview.compare': 'Compare with the usual recipe',
  'preview.firstMinutes': 'The first minutes',
  'preview.aDay': 'A day',
  'preview.thisPlan': 'This plan',
  'preview.usualRecipe': 'The usual recipe',
  'preview.asTable': 'Show as a table',
  'preview.asChart': 'Show as a chart',
  'preview.tooLarge':
    'This is too much to be simulated while you type. The plan below holds all the same.',
  'preview.overlaps':
    'A burst is not done before the next one comes: the queue grows for ever.',
  'preview.leavesBehind':
    'Each burst leaves tasks behind: no day with such bursts is ever done.',
  'preview.summary':
    'A task waits at most {{wait}}. Workers at the peak: {{workers}}.',
  'preview.unknown': 'unknown',
  'preview.never': 'never',
  'preview.moreThan': 'more than {{amount}}',
  'preview.time': 'After',
  'preview.waiting': 'Waiting',
  'preview.running': 'Running',
  'preview.held': 'Held by workers',
  'preview.workers': 'Workers',
  'preview.wanted': 'Wanted',
  'preview.longestWait': 'Longest wait',
  'preview.doneIn': 'Burst done in',
  'preview.workerHours': 'Worker hours a month',
  'preview.alwaysOn': 'With all workers always on',
  'preview.killed': 'Tasks killed in a burst',
  'preview.stranded': 'Tasks left behind by a burst',
  'preview.settings': 'The scaling plan',
  'preview.allSettings': 'Show all {{number}} settings',
  'preview.fewerSettings': 'Show fewer settings',
  'preview.set.delayedTasks': 'Change the answer',
  'preview.set.taskSeconds': 'Set tasks to {{value}} s',
  'preview.set.longestTaskSeconds': 'Set the longest task to {{value}} s',
  'preview.set.concurrency': 'Set tasks at a time to {{value}}',
  'preview.set.coldStartSeconds': 'Set the start to {{value}} s',
  'preview.set.burstTasks': 'Set the burst to {{value}}',
  'preview.set.tasksPerMinute': 'Set tasks a minute to {{value}}',
  'preview.set.waitSeconds': 'Set the wait to {{value}} s',
  'preview.set.maxWorkers': 'Set the most workers to {{value}}',
  'preview.set.longestDelaySeconds': 'Set the delay to {{value}} s',

  'setting.none': 'none',
  'setting.on': 'on',
  'setting.off': 'off',
  'setting.seconds': '{{number}} s',
  'setting.mebibytes': '{{number}} MiB',
  'setting.strategy': 'What asks for workers',
  'setting.strategy.waiting-and-running': 'waiting and running tasks',
  'setting.strategy.running-set': 'waiting and really running tasks',
  'setting.strategy.waiting-only': 'waiting tasks only',
  'setting.concurrency': 'Tasks at a time in a worker',
  'setting.target': 'Tasks that ask for a worker',
  'setting.minReplicas': 'Workers at least',
  'setting.maxReplicas': 'Workers at most',
  'setting.pollingSeconds': 'KEDA looks every',
  'setting.cooldownSeconds': 'All workers stop after',
  'setting.initialCooldownSeconds': 'A new service keeps a worker for',
  'setting.behavior': 'Own rules for the HPA',
  'setting.scaleUpPods': 'Workers added at once',
  'setting.scaleDownWindowSeconds': 'Some workers stop after',
  'setting.graceSeconds': 'A stopping worker may take',
  'setting.softShutdownSeconds': 'A hurried worker may take',
  'setting.softTimeLimitSeconds': 'A task is asked to stop after',
  'setting.hardTimeLimitSeconds': 'A task is ended after',
  'setting.visibilityTimeoutSeconds': 'Tasks of a dead worker run again after',
  'setting.restoreIntervalSeconds': 'Workers look for such tasks every',
  'setting.livenessLimitSeconds':
    'A worker that stands still is restarted after',
  'setting.prefetchMultiplier': 'Tasks reserved per slot',
  'setting.disablePrefetch': 'Workers hold only what they run',
  'setting.memoryMi': 'Memory of a worker',
} as const;

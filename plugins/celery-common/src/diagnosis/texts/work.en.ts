/** Work, workers and what comes next, when nothing is broken. */
export const workTexts = {
  'diagnosis.work.none': 'Nothing is waiting or running.',
  'diagnosis.work.both':
    '{{waiting, number}} waiting, {{inFlight, number}} in flight.',
  'diagnosis.work.waiting': '{{waiting, number}} waiting.',
  'diagnosis.work.inFlight':
    'Nothing is waiting, {{inFlight, number}} in flight.',
  'diagnosis.work.inFlightUnknown':
    '{{waiting, number}} waiting. How much is in flight is unknown.',
  'diagnosis.work.scheduled_one': '{{count, number}} task waits for its time.',
  'diagnosis.work.scheduled_other':
    '{{count, number}} tasks wait for their time.',
  'diagnosis.work.last': 'The last work was {{duration}} ago.',
  'diagnosis.work.doneIn': 'Done in about {{duration}} at this rate.',

  'diagnosis.ask.sum':
    '{{waiting, number}} waiting + {{inFlight, number}} running at {{target, number}} per worker asks for {{wanted, number}}.',
  'diagnosis.ask.sumOverMax':
    '{{waiting, number}} waiting + {{inFlight, number}} running at {{target, number}} per worker asks for {{wanted, number}}; the maximum is {{max, number}}.',
  'diagnosis.ask.waiting':
    '{{waiting, number}} waiting at {{target, number}} per worker asks for {{wanted, number}}.',
  'diagnosis.ask.waitingOverMax':
    '{{waiting, number}} waiting at {{target, number}} per worker asks for {{wanted, number}}; the maximum is {{max, number}}.',

  'diagnosis.workers.none': 'No workers run.',
  'diagnosis.workers.ready_one': '{{count, number}} worker runs.',
  'diagnosis.workers.ready_other': '{{count, number}} workers run.',
  'diagnosis.workers.readyOf_one':
    '{{current, number}} of {{count, number}} worker runs.',
  'diagnosis.workers.readyOf_other':
    '{{current, number}} of {{count, number}} workers run.',
  'diagnosis.workers.allRun_one': 'The {{count, number}} worker runs.',
  'diagnosis.workers.allRun_other': 'All {{count, number}} run.',
  'diagnosis.workers.starting_one': '{{count, number}} worker is starting.',
  'diagnosis.workers.starting_other': '{{count, number}} workers are starting.',
  'diagnosis.workers.stopping_one': '{{count, number}} worker is stopping.',
  'diagnosis.workers.stopping_other': '{{count, number}} workers are stopping.',
  'diagnosis.workers.kept_one':
    '{{count, number}} worker is kept ready, the minimum.',
  'diagnosis.workers.kept_other':
    '{{count, number}} workers are kept ready, the minimum.',
  'diagnosis.workers.forced_one':
    '{{count, number}} worker is kept ready by force-activation.',
  'diagnosis.workers.forced_other':
    '{{count, number}} workers are kept ready by force-activation.',
  'diagnosis.workers.noLongerNeeded_one':
    '{{count, number}} worker is no longer needed.',
  'diagnosis.workers.noLongerNeeded_other':
    '{{count, number}} workers are no longer needed.',
  'diagnosis.workers.needed_one':
    '{{count, number}} worker of {{desired, number}} is still needed.',
  'diagnosis.workers.needed_other':
    '{{count, number}} workers of {{desired, number}} are still needed.',
  'diagnosis.workers.fixed_one':
    'No ScaledObject scales the workers of this queue: {{count, number}} worker stays.',
  'diagnosis.workers.fixed_other':
    'No ScaledObject scales the workers of this queue: {{count, number}} workers stay.',

  'diagnosis.paused.stay_one':
    'Scaling is paused: {{count, number}} worker stays, whatever waits.',
  'diagnosis.paused.stay_other':
    'Scaling is paused: {{count, number}} workers stay, whatever waits.',
  'diagnosis.paused.scaleIn':
    'Scale-in is paused: no worker is removed, whatever is left to do.',
  'diagnosis.paused.scaleOut':
    'Scale-out is paused: no worker is added, whatever waits.',

  'diagnosis.cause.pausedBy':
    'The annotation {{annotation}} on ScaledObject {{scaledObject}} says so.',
  'diagnosis.cause.scaleUpLimit':
    'The HPA’s scale-up policy lets it add only so many workers at a time.',
  'diagnosis.cause.saturated':
    'maxReplicaCount of ScaledObject {{scaledObject}} is {{max, number}}.',
  'diagnosis.cause.moreThanTheyRun':
    'More is in flight than the running workers are meant for, {{target, number}} each: the rest is held for its time, or was left by a worker that died and comes back after the visibility timeout.',
  'diagnosis.cause.cooldown':
    'KEDA waits {{duration}} after the last work before it removes the workers.',
  'diagnosis.cause.scaleDownWindow':
    'The HPA keeps to the most workers that it asked for within its window.',
  'diagnosis.cause.fixed':
    'Deployment {{deployment}} runs the replicas that it was given.',

  'diagnosis.advice.resume': 'Remove the annotation to scale again.',
  'diagnosis.advice.raiseMaximum':
    'Raise maxReplicaCount if what is behind the workers can bear more, or make the tasks quicker.',
  'diagnosis.advice.loosenPolicy':
    'Allow more in advanced.horizontalPodAutoscalerConfig.behavior.scaleUp of the ScaledObject, if starts may be quicker.',
  'diagnosis.advice.addScaledObject':
    'Add a ScaledObject whose trigger watches the list {{key}}.',

  'diagnosis.next.wake': 'KEDA starts the first worker within {{duration}}.',
  'diagnosis.next.removeLast':
    'KEDA removes the last worker in {{duration}} unless work arrives.',
  'diagnosis.next.removeAll':
    'KEDA removes all {{count, number}} workers in {{duration}} unless work arrives.',
  'diagnosis.next.removeAtPoll':
    'KEDA removes the workers at its next poll, within {{duration}}, unless work arrives.',
  'diagnosis.next.scaleIn':
    'The HPA removes the workers that are not needed once its scale-down window allows.',
  'diagnosis.next.hpaLooks':
    'The HPA looks at the queue again within {{duration}}.',
  'diagnosis.next.ready': 'Workers take tasks as soon as they are ready.',
  'diagnosis.next.resumed': 'Nothing changes until scaling is resumed.',
  'diagnosis.next.drained': 'The queue is empty in about {{duration}}.',
  'diagnosis.next.idle': 'The next task starts a worker within {{duration}}.',
} as const;

import type { planMessages } from '@celery-keda/backstage-plugin-celery-common';

/** The reasons and warnings of a scaling plan. */
export const plan: Record<keyof typeof planMessages, string> = {
  'plan.reason.strategy.waiting-and-running':
    '待機中と実行中のタスクを数えます。実行中のワーカーは必要であり、キューが空でもすべて終わったとは限りません。',
  'plan.reason.strategy.running-set':
    '待機中のタスクと、ワーカーが実行中と報告したタスクを数えます。遅延タスクが占有するワーカーは 1 つだけです。',
  'plan.reason.strategy.waiting-only':
    '待機中のタスクだけを数えます。実行中や取り残されたタスクは見えません。',
  'plan.reason.concurrency':
    '1 つのワーカーが同時に {{concurrency, number}} 件を実行します。',
  'plan.reason.target.slots':
    '1 つのワーカーが同時に {{concurrency, number}} 件を実行するため、未完了 {{target, number}} 件ごとにワーカーを 1 つ求めます。',
  'plan.reason.target.start':
    '{{taskSeconds, number}} 秒のタスクは起動時間 {{coldStartSeconds, number}} 秒よりずっと短いため、{{target, number}} 件たまって初めて起動に見合います。',
  'plan.reason.target.fixed':
    '所要時間に関係なく、待機 {{target, number}} 件ごとにワーカーを 1 つ求めます。',
  'plan.reason.minReplicas.zero':
    '何もない状態からでも最初のタスクは {{firstStartSeconds, number}} 秒以内に始まり、{{waitSeconds, number}} 秒待てるため、ワーカーを残しません。',
  'plan.reason.minReplicas.one':
    '最初のワーカーには最大 {{firstStartSeconds, number}} 秒かかりますが、タスクは {{waitSeconds, number}} 秒しか待てないため、1 つ残します。',
  'plan.reason.maxReplicas':
    '背後のシステムが支えられるのはワーカー {{maxReplicas, number}} 個、同時に {{slots, number}} 件です。',
  'plan.reason.pollingSeconds':
    'KEDA は {{pollingSeconds, number}} 秒ごとに調べます。最初のワーカーの起動はその分だけ遅れますが、1 回あたり軽いコマンドが数個で済みます。',
  'plan.reason.cooldownSeconds.safe':
    '{{cooldownSeconds, number}} 秒までの途切れをつなぎます。実行中のタスクも仕事として数えるため、途中の処理には影響しません。',
  'plan.reason.cooldownSeconds.unsafe':
    'キューが空になって {{cooldownSeconds, number}} 秒後に、実行中のものも含めて全ワーカーが停止します。',
  'plan.reason.initialCooldownSeconds':
    '新しいサービスの最初のワーカーを {{initialCooldownSeconds, number}} 秒残し、動作を確認できるようにします。',
  'plan.reason.behavior.set':
    '設定します。設定しないと HPA は過去 5 分間の最大数に戻り、KEDA がゼロにした後でも同じことが起こります。',
  'plan.reason.behavior.unset':
    '未設定です。HPA は多くても 2 倍ずつしか増やさず、過去 5 分間の最大数に戻ります。',
  'plan.reason.scaleUpPods.all':
    '動かせるワーカーはすべて一度に起動します。バーストが早く終わり、費用は増えません。',
  'plan.reason.scaleUpPods.double':
    'HPA は 15 秒ごとに現在と同じ数だけ、それが {{scaleUpPods, number}} 個より少なければ {{scaleUpPods, number}} 個増やします。',
  'plan.reason.scaleDownWindowSeconds.none':
    '少なくて足りるようになるとすぐに止めます。止まるワーカーは先にタスクを終えます。',
  'plan.reason.scaleDownWindowSeconds.some':
    '{{scaleDownWindowSeconds, number}} 秒間少なくて足りたら止めます。一定の流れで起動と停止を繰り返さないためです。',
  'plan.reason.graceSeconds.enough':
    '止まるワーカーはタスクを終えます。ハードリミット {{hardTimeLimitSeconds, number}} 秒に、ブローカーとの切断のための {{reserveSeconds, number}} 秒を加えています。',
  'plan.reason.graceSeconds.short':
    'Kubernetes の既定値です。残りが {{graceSeconds, number}} 秒を超えるタスクは、ワーカーの停止時に強制終了されます。',
  'plan.reason.softShutdownSeconds':
    '急ぐよう求められたワーカーは、タスクをさらに {{softShutdownSeconds, number}} 秒実行してから戻します。',
  'plan.reason.softShutdownSeconds.none':
    '停止を求められたワーカーは、実行中のタスクを戻しません。',
  'plan.reason.softTimeLimitSeconds':
    '最も長いタスクは {{longestTaskSeconds, number}} 秒です。{{softTimeLimitSeconds, number}} 秒を超えると例外を受け取り、やり直せます。',
  'plan.reason.softTimeLimitSeconds.none':
    'タスクに停止を求めることはありません。',
  'plan.reason.hardTimeLimitSeconds':
    'ソフトリミット {{softTimeLimitSeconds, number}} 秒を無視したタスクは {{hardTimeLimitSeconds, number}} 秒で強制終了します。',
  'plan.reason.hardTimeLimitSeconds.none':
    'タスクを強制終了することはありません。',
  'plan.reason.visibilityTimeoutSeconds.limit':
    'どのタスクの実行時間 ({{hardTimeLimitSeconds, number}} 秒) よりも長いので二重に実行されません。落ちたワーカーのタスクは {{visibilityTimeoutSeconds, number}} 秒後に再実行されます。',
  'plan.reason.visibilityTimeoutSeconds.delay':
    '最も長い遅延 ({{longestDelaySeconds, number}} 秒) と実行時間の合計よりも長いので二重に実行されません。落ちたワーカーのタスクは {{visibilityTimeoutSeconds, number}} 秒後に再実行されます。',
  'plan.reason.visibilityTimeoutSeconds.default':
    'kombu の既定値です。落ちたワーカーのタスクは、ワーカーがいれば {{visibilityTimeoutSeconds, number}} 秒後に再実行されます。',
  'plan.reason.restoreIntervalSeconds':
    '落ちたワーカーのタスクがないか {{restoreIntervalSeconds, number}} 秒ごとに調べます。',
  'plan.reason.livenessLimitSeconds':
    '{{livenessLimitSeconds, number}} 秒動かないワーカーは再起動します。ブローカーはその間いなくても構いません。',
  'plan.reason.livenessLimitSeconds.none':
    '動かなくなったワーカーも再起動しません。',
  'plan.reason.prefetchMultiplier':
    'ワーカーは実行枠ごとに最大 {{prefetchMultiplier, number}} 件を確保します。',
  'plan.reason.disablePrefetch.on':
    'ワーカーは実行中のものだけを持ちます。残りはキューに残り、数えられ、どのワーカーでも取れます。',
  'plan.reason.disablePrefetch.off':
    'ワーカーは、まだ実行しないタスクを持つことがあります。',
  'plan.reason.memoryMi':
    '小さなアプリケーションは約 60 MiB に、同時実行 1 件あたり 50 MiB と余裕を加えた量を使います。実際に測ってください。',

  'plan.warning.keeps-one-worker':
    'ワーカー 1 つを常に残すため、1 か月に {{hoursPerMonth, number}} ワーカー時間かかります。{{value, number}} 秒待てるなら残しません。',
  'plan.warning.wait-below-ramp':
    'バースト時、2 つ目以降のワーカーの起動は最大 {{rampSeconds, number}} 秒遅れますが、タスクは {{waitSeconds, number}} 秒しか待てません。{{value, number}} 秒待てるようにしてください。',
  'plan.warning.burst-exceeds-wait.workers':
    '{{burstTasks, number}} 件の最後が始まるのは約 {{lastStartSeconds, number}} 秒後ですが、タスクは {{waitSeconds, number}} 秒しか待てません。ワーカーを {{value, number}} 個まで許してください。',
  'plan.warning.burst-exceeds-wait.wait':
    '{{burstTasks, number}} 件の最後が始まるのは約 {{lastStartSeconds, number}} 秒後ですが、タスクは {{waitSeconds, number}} 秒しか待てません。それだけ待てるようにしてください。',
  'plan.warning.burst-exceeds-wait.tasks':
    '{{burstTasks, number}} 件の最後が始まるのは約 {{lastStartSeconds, number}} 秒後ですが、タスクは {{waitSeconds, number}} 秒しか待てません。一度に送るのは {{value, number}} 件までにしてください。',
  'plan.warning.overload.workers':
    '毎分 {{tasksPerMinute, number}} 件でワーカー {{busyWorkers, number}} 個が埋まりますが、動かせるのは {{maxReplicas, number}} 個だけで、キューは伸び続けます。ワーカーを {{value, number}} 個まで許してください。',
  'plan.warning.overload.tasks':
    '毎分 {{tasksPerMinute, number}} 件でワーカー {{busyWorkers, number}} 個が埋まりますが、動かせるのは {{maxReplicas, number}} 個だけで、キューは伸び続けます。毎分 {{value, number}} 件までにしてください。',
  'plan.warning.long-grace':
    '止まるワーカーは {{graceSeconds, number}} 秒かかることがありますが、ノードの退避は通常 600 秒しか待ちません。タスクを {{value, number}} 秒以内にしてください。',
  'plan.warning.slow-recovery.tasks':
    '落ちたワーカーのタスクは {{visibilityTimeoutSeconds, number}} 秒後まで再実行されません。タスクを {{value, number}} 秒以内にしてください。',
  'plan.warning.slow-recovery.delay':
    '落ちたワーカーのタスクは {{visibilityTimeoutSeconds, number}} 秒後まで再実行されません。遅延を {{value, number}} 秒以内にしてください。',
  'plan.warning.tiny-tasks':
    '{{taskSeconds, number}} 秒のタスクは、実行より受け渡しに時間がかかります。いくつかを 1 つにまとめ、{{value, number}} 秒以上にしてください。',
  'plan.warning.delayed-tasks-hold-workers':
    '期限を待つタスクがある間、ワーカー 1 つを残し、そのタスクを自分で持ち続けます。countdown の代わりにスケジュールを使えば残しません。',
};

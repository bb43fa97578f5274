import { JapaneseTexts } from './japanese';
import { troubleTexts } from './trouble.en';

export const troubleTextsJa: JapaneseTexts<typeof troubleTexts> = {
  'diagnosis.stranded.sentence_other':
    '取り出されたまま完了していないタスクが{{count, number}}件ありますが、処理できるワーカーがありません。',
  'diagnosis.stalled.asleep':
    '{{waiting, number}}件が{{duration}}待っていますが、ワーカーが起動していません。',
  'diagnosis.stalled.starting_other':
    '待機{{waiting, number}}件ですが、ワーカー{{count, number}}台が{{duration}}たっても準備できていません。',
  'diagnosis.stalled.idleHands_other':
    '{{waiting, number}}件が{{duration}}待っていますが、稼働中のワーカー{{count, number}}台が取り出していません。',
  'diagnosis.pods.crash_other':
    'ワーカー{{count, number}}台が異常終了を繰り返しています。',
  'diagnosis.pods.imagePull_other':
    'ワーカー{{count, number}}台がイメージを取得できません。',
  'diagnosis.pods.config_other':
    'ワーカー{{count, number}}台は、参照先が見つからないため準備できません。',
  'diagnosis.pods.unschedulable_other':
    'ワーカー{{count, number}}台を配置できるノードがありません。',
  'diagnosis.pods.quota_other':
    'Namespaceのクォータにより、ワーカー{{count, number}}台を作成できません。',
  'diagnosis.pods.refused_other':
    'クラスターがワーカー{{count, number}}台の作成を拒否しました。',
  'diagnosis.wrongList.sentence':
    'ScaledObject {{scaledObject}} はキュー {{queue}} のリストを監視していないため、待機中のタスクがあってもワーカーは起動しません。',
  'diagnosis.wrongList.priorities':
    '待機中のタスクはすべて、ScaledObject {{scaledObject}} が監視していない優先度のリストにあるため、ワーカーは起動しません。',
  'diagnosis.belowActivation.sentence':
    'KEDAは値が{{activation, number}}を超えるまで最初のワーカーを起動しません。',
  'diagnosis.invalid.sentence':
    'KEDAがScaledObject {{scaledObject}} を受け付けないため、スケーリングは行われません。',
  'diagnosis.unread.stay_other':
    'KEDAがキューを読めないため、待機件数にかかわらずワーカーは{{count, number}}台のままです。',
  'diagnosis.unread.asleep':
    'KEDAがキューを読めないため、待機件数にかかわらずワーカーは起動しません。',
  'diagnosis.silent.stay_other':
    'KEDAの更新が{{duration}}途絶えており、待機件数にかかわらずワーカーは{{count, number}}台のままです。',
  'diagnosis.silent.unanswered_other':
    'KEDAがHPAに応答しないため、待機件数にかかわらずワーカーは{{count, number}}台のままです。',
  'diagnosis.unableToScale.sentence': 'HPAがワーカー数を変更できません。',
  'diagnosis.unableToScale.keda': 'KEDAがワーカー数を変更できません。',
  'diagnosis.kedaMissing.sentence':
    'このクラスターにはKEDAがないため、ワーカーはスケールしません。',
  'diagnosis.noWorkers.sentence':
    'キュー {{queue}} を処理するものがクラスターにありません。',
  'diagnosis.noWorkers.target':
    'ScaledObject {{scaledObject}} の対象であるDeployment {{deployment}} がありません。',
  'diagnosis.fallback.sentence_other':
    'KEDAがキューを読めないため、フォールバックとしてワーカー{{count, number}}台を動かしています。',

  'diagnosis.broker.unreachable':
    'ブローカー {{broker}} を読めないため、待機・処理中の件数は不明です。',
  'diagnosis.broker.stale':
    'ブローカー {{broker}} が応答しません。数値は{{duration}}前のものです。',
  'diagnosis.broker.staleUnknownAge':
    'ブローカー {{broker}} が応答しません。数値は古いものです。',
  'diagnosis.broker.queueUnreadable':
    'ブローカー {{broker}} のキュー {{queue}} を読めないため、数値は不明です。',
  'diagnosis.broker.lengthUnknown': 'キュー {{queue}} の待機件数は不明です。',
  'diagnosis.workersUnknown.sentence': '稼働中のワーカー数は不明です。',
  'diagnosis.workersUnknown.wake':
    'KEDAがワーカーを起動するかどうかは不明です。',

  'diagnosis.cause.strandedUnwatched':
    'タスクを持ったままワーカーが終了しました。処理中の件数を監視するトリガーがないため、KEDAにはキューが空に見えています。',
  'diagnosis.cause.kedaDidNotWake':
    'KEDAは{{duration}}ごとにポーリングしますが、ワーカーを起動していません。',
  'diagnosis.cause.notReady':
    'ワーカーのコンテナーは動いていますが、準備完了になりません。',
  'diagnosis.cause.notConsuming':
    'ワーカーは準備完了ですが、このキューを処理していません。別のキュー・プレフィックス・データベースを見ているか、切れた接続で止まっている可能性があります。',
  'diagnosis.cause.crash':
    'ワーカーのプロセスが終了コード{{exitCode}}で終了しています。',
  'diagnosis.cause.crashUnknown':
    'ワーカーのプロセスが終了を繰り返しています。',
  'diagnosis.cause.outOfMemory':
    'ワーカーのコンテナーがメモリー上限を超えています。',
  'diagnosis.cause.imagePull':
    'イメージが存在しないか、Namespaceに取得権限がありません。',
  'diagnosis.cause.config':
    'コンテナーが参照するSecretまたはConfigMapがないか、キーが足りません。',
  'diagnosis.cause.unschedulable':
    'ワーカーが求めるCPU・メモリー・ラベルを満たすノードがありません。',
  'diagnosis.cause.quota':
    'ワーカーが上限に達する前に、NamespaceのResourceQuotaを使い切りました。',
  'diagnosis.cause.refused':
    'アドミッションのルール、またはServiceAccountの不足により、Podを作成できません。',
  'diagnosis.cause.wrongList':
    'トリガーが監視しているのは {{watched}} ですが、キューのリストは {{key}} です。',
  'diagnosis.cause.belowActivation':
    'activationListLengthまたはactivationTargetが{{activation, number}}です。',
  'diagnosis.cause.invalid':
    'KEDAがScaledObjectのトリガーを確認しましたが、接続できませんでした。',
  'diagnosis.cause.unread':
    'ポータルはブローカーを読めていますが、KEDAは読めていません。アドレス・ユーザー・TLS・ネットワークのいずれかが異なります。',
  'diagnosis.cause.partlyUnread':
    '複数のトリガーのうち1つを読めず、スケーリング全体が止まっています。',
  'diagnosis.cause.silent':
    'KEDAのオペレーターが停止しているか固まっています。ほかのオブジェクトは正常に見えます。',
  'diagnosis.cause.unanswered':
    'KEDAのオペレーターまたはメトリクスサーバーが動いていないか、応答していません。',
  'diagnosis.cause.unableToScale':
    'HPAがDeploymentのスケールを読み書きできません。',
  'diagnosis.cause.kedaUnableToScale':
    'KEDAがDeploymentのスケールを読み書きできません。ポーリングのたびに再試行します。',
  'diagnosis.cause.hpaUnread': 'HPAがスケーリングの基準となる値を読めません。',
  'diagnosis.cause.noWorkers':
    'リストを監視するScaledObjectも、ラベル {{label}} を持つDeploymentもありません。',

  'diagnosis.cause.broker.not-configured':
    'この名前のブローカーはポータルに設定されていません。',
  'diagnosis.cause.broker.refused': '接続が拒否されました。',
  'diagnosis.cause.broker.unresolved': 'ホスト名を解決できません。',
  'diagnosis.cause.broker.timeout': '時間内に応答がありません。',
  'diagnosis.cause.broker.auth': 'ユーザーまたはパスワードが拒否されました。',
  'diagnosis.cause.broker.tls':
    '暗号化接続を確立できません。証明書・認証局・TLS設定のいずれかが合っていません。',
  'diagnosis.cause.broker.permission':
    'ユーザーに、キューを読むためのコマンドの実行権限がありません。',
  'diagnosis.cause.broker.script-denied':
    'ユーザーにスクリプトの実行権限がありません。',
  'diagnosis.cause.broker.wrong-type':
    'キューのキーに、Celeryが書くもの以外のデータが入っています。',
  'diagnosis.cause.broker.loading': 'データを読み込んでいる途中です。',
  'diagnosis.cause.broker.read-only': 'マスターとの接続を失ったレプリカです。',
  'diagnosis.cause.broker.out-of-memory': 'メモリーを使い切っています。',
  'diagnosis.cause.broker.unknown': 'エラーが返されました。',

  'diagnosis.cause.workers.not-installed':
    'ポータルにKubernetesプラグインがありません。',
  'diagnosis.cause.workers.not-configured':
    'ポータルのKubernetesプラグインに、このクラスターが設定されていません。',
  'diagnosis.cause.workers.not-annotated':
    'ワーカーの場所がエンティティーに書かれていません。',
  'diagnosis.cause.workers.not-permitted':
    'クラスターまたはポータルで、ワーカーの閲覧が許可されていません。',
  'diagnosis.cause.workers.cluster-unreachable': 'クラスターに接続できません。',
  'diagnosis.cause.workers.timeout': 'クラスターから時間内に応答がありません。',
  'diagnosis.cause.workers.not-served':
    'クラスターがこの種類のオブジェクトに対応していません。',
  'diagnosis.cause.workers.failed': 'クラスターがエラーを返しました。',

  'diagnosis.advice.startOne':
    'ワーカーを起動してください。visibility timeoutを過ぎるとタスクがキューに戻ります。再発を防ぐには、処理中の件数を監視するトリガーを追加してください。',
  'diagnosis.advice.askKeda':
    'KEDAのオペレーターがScaledObjectについて何を報告しているか確認してください。',
  'diagnosis.advice.askHpa': 'HPAのイベントを確認してください。',
  'diagnosis.advice.readRefusal':
    '何が拒否しているかを確認してください。KEDAの権限不足か、アドミッションのルールです。',
  'diagnosis.advice.readLogs': '前回実行時のログを確認してください。',
  'diagnosis.advice.readEvents': 'Namespaceのイベントを確認してください。',
  'diagnosis.advice.raiseMemory':
    'コンテナーのメモリー上限を上げるか、同時実行数を下げてください。',
  'diagnosis.advice.fixImage':
    'イメージ名とタグ、Namespaceのプルシークレットを確認してください。',
  'diagnosis.advice.fixReference': '足りないものを作成してください。',
  'diagnosis.advice.makeRoom':
    'ノードを増やすか、ワーカーあたりの要求量またはmaxReplicaCountを下げてください。',
  'diagnosis.advice.raiseQuota':
    'クォータを増やすか、収まるようにmaxReplicaCountを下げてください。',
  'diagnosis.advice.fixList':
    'トリガーで、キューのデータベースの {{key}} を監視してください。',
  'diagnosis.advice.watchPriorities':
    '優先度のリストごとにトリガーを追加し、scalingModifiers.formulaで合計してください。',
  'diagnosis.advice.lowerActivation':
    '起動しきい値を下げるか、タスクが増えるのを待ってください。',
  'diagnosis.advice.fixTrigger':
    'トリガーまたはTriggerAuthenticationを修正してください。',
  'diagnosis.advice.installKeda': 'クラスターにKEDAを導入してください。',
  'diagnosis.advice.deploy':
    'サービスをデプロイするか、エンティティーのアノテーションを修正してください。',
  'diagnosis.advice.checkWorkers':
    'ワーカーのログを確認し、キュー名とキーのプレフィックスがエンティティーのアノテーションと一致しているか確かめてください。',
  'diagnosis.advice.restartKeda': 'KEDAのオペレーターを再起動してください。',
  'diagnosis.advice.brokerConfig':
    '管理者がapp-configのcelery.brokers[{{broker}}]を修正できます。',
  'diagnosis.advice.brokerUp':
    'ブローカーが動いていて、ポータルのネットワークから接続できることを確認してください。',
  'diagnosis.advice.brokerPermission':
    'ブローカーの管理者が、ポータルのユーザーに不足している権限を付与できます。',
  'diagnosis.advice.queueKey':
    'エンティティーのアノテーションにあるキュー名とキーのプレフィックスを、サービスの設定と比べてください。',
  'diagnosis.advice.installKubernetes':
    '管理者がポータルにKubernetesプラグインとこのクラスターを追加できます。',
  'diagnosis.advice.annotate':
    'エンティティーのアノテーションに {{annotations}} を追加してください。',
  'diagnosis.advice.askPermission':
    'ポータルまたはクラスターの管理者に閲覧権限を依頼してください。',
  'diagnosis.advice.clusterUp':
    'クラスターが動いていて、ポータルのネットワークから接続できることを確認してください。',

  'diagnosis.next.stranded':
    '別のタスクがワーカーを起動するまで、何も起こりません。',
  'diagnosis.next.stays': '修正されるまで何も変わりません。',
  'diagnosis.next.readAgain':
    'ポータルは読み取りを続けており、画面は自動で回復します。',
  'diagnosis.next.restarts': 'クラスターが、間隔を延ばしながら再試行します。',

  'diagnosis.note.unreadable.deployments': 'Deploymentを読めませんでした。',
  'diagnosis.note.unreadable.scaledObjects':
    'ScaledObjectを読めなかったため、一時停止とトリガーは考慮していません。',
  'diagnosis.note.unreadable.horizontalPodAutoscalers':
    'HPAを読めなかったため、その制限は考慮していません。',
  'diagnosis.note.unreadable.pods':
    'Podを読めなかったため、異常終了やノード不足は考慮していません。',
  'diagnosis.note.notPermitted.deployments':
    'Deploymentの閲覧は許可されていません。',
  'diagnosis.note.notPermitted.scaledObjects':
    'ScaledObjectの閲覧が許可されていないため、一時停止とトリガーは考慮していません。',
  'diagnosis.note.notPermitted.horizontalPodAutoscalers':
    'HPAの閲覧が許可されていないため、その制限は考慮していません。',
  'diagnosis.note.notPermitted.pods':
    'Podの閲覧が許可されていないため、異常終了やノード不足は考慮していません。',
  'diagnosis.note.prioritiesNotWatched':
    'どのトリガーも監視していない優先度のリストに{{waiting, number}}件あり、スケーリングの計算に入っていません。',
  'diagnosis.note.fallbackNotInForce_other':
    'フォールバックは働いていません。KEDAは連続{{count, number}}回を超える失敗を必要としますが、最初の1回で数えるのをやめます。',
  'diagnosis.note.faultyPods_other':
    'ワーカー{{count, number}}台が起動できません。',
  'diagnosis.note.partlyUnread':
    'キューの数値の一部を読めませんでした。{{reason}}',
  'diagnosis.note.estimated': '処理中の件数はサンプルからの推定です。',
};

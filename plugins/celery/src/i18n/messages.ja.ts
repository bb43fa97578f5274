import { diagnosisMessagesJa } from '@celery-keda/backstage-plugin-celery-common';
import { messages } from './messages';

const japanese: Record<keyof typeof messages, string> = {
  ...diagnosisMessagesJa,

  'annotation.not-text':
    '{{annotation}}は文字列にする必要があります。引用符で囲んでください。',
  'annotation.broker-missing':
    '{{annotation}}がありません。ポータルの管理者が設定したブローカーの名前を書いてください。',
  'annotation.broker-malformed':
    '{{annotation}}にはアドレスではなくブローカーの名前を書いてください(英数字、「-」「_」「.」、63文字以内)。',
  'annotation.queues-missing':
    '{{annotation}}がありません。サービスのCeleryキューをコンマ区切りで書いてください。',
  'annotation.queue-empty':
    '{{annotation}}に空の名前があります。キュー名はコンマ1つで区切ってください。',
  'annotation.queue-malformed':
    '{{annotation}}のキュー名{{queue}}は使えません。先頭は英数字か「_」、以降は「.」「:」「@」「/」「-」も使えます(200文字以内)。',
  'annotation.queue-repeated':
    '{{annotation}}にキュー{{queue}}が2回あります。各キューは1回だけ書いてください。',
  'annotation.queues-too-many':
    '{{annotation}}に{{count}}個のキューがあります。1つのエンティティで読み取るのは最大{{most}}個です。',
  'annotation.key-prefix-malformed':
    '{{annotation}}にはkombuのglobal_keyprefixを、サービスの設定と同じとおりに書いてください(空白を含まない印字可能文字、{{most}}文字以内)。',
  'annotation.priority-steps-malformed':
    '{{annotation}}には0から始まる昇順の整数を、最大{{most}}個まで書いてください(例: 「0,3,6,9」)。',

  'duration.seconds': '{{seconds}}秒',
  'duration.minutes': '{{minutes}}分',
  'duration.minutesSeconds': '{{minutes}}分{{seconds}}秒',
  'duration.hours': '{{hours}}時間',
  'duration.hoursMinutes': '{{hours}}時間{{minutes}}分',
  'duration.days': '{{days}}日',
  'duration.daysHours': '{{days}}日{{hours}}時間',
  'number.unknown': '不明',
  'number.none': 'なし',
  'number.about': '約{{value}}',

  'refresh.every': '{{duration}}ごとに更新',
  'refresh.paused': '一時停止中',
  'refresh.pause': '自動更新を止める',
  'refresh.resume': '自動更新を再開する',

  'card.title': 'スケーリング',
  'card.loading': 'キューとワーカーを読み込んでいます',
  'card.queues': 'キュー(要注意の順)',
  'card.showAll_one': '{{count, number}}個のキューを表示',
  'card.showAll_other': '{{count, number}}個のキューをすべて表示',
  'card.showFewer': '表示を減らす',
  'card.broker': 'ブローカー {{broker}}',
  'card.cluster': 'クラスター {{cluster}}',
  'card.clusterNamespace': 'クラスター {{cluster}} / {{namespace}}',
  'card.namespace': '名前空間 {{namespace}}',
  'card.stateChanged': '{{queue}}: {{state}}',

  'queue.waiting': '待機中',
  'queue.waitingHelp': 'まだどのワーカーも受け取っていないメッセージの数です。',
  'queue.inFlight': '処理中',
  'queue.inFlightHelp':
    'ワーカーが受け取り、まだACKを返していないメッセージの数です(実行中、プリフェッチ済み、ETA待ち)。',
  'queue.inFlightEstimated': '件数が多いため、一部の標本から推定した値です。',
  'queue.scheduled_one': 'うち{{count, number}}件はETAを待っています。',
  'queue.scheduled_other': 'うち{{count, number}}件はETAを待っています。',
  'queue.oldest': '最長待ち時間',
  'queue.oldestHelp':
    '待機中のメッセージのうち、最も古いものが発行されてからの時間です。',
  'queue.oldestUnknown':
    '最も古いメッセージに発行時刻(sent_at)がありません。テンプレートから作ったサービスは、すべてのメッセージに付けます。',
  'queue.doneIn': '完了まで',
  'queue.doneInHelp':
    '今の速度で、待機中と処理中の仕事がすべて終わるまでの時間です。',
  'queue.doneInUnknown':
    '見積もれません。速度がまだ分からないか、キューが減っていません。',
  'queue.unknownNumber': 'ブローカーからこの値を読み取れませんでした。',
  'queue.readAt': '{{time}}にブローカーから読み取った値です。',

  'workers.title': 'ワーカー',
  'workers.meter': '{{queue}}のワーカー',
  'workers.ready': '{{current}}台が稼働',
  'workers.wanted': '必要な{{desired}}台のうち{{current}}台が稼働',
  'workers.wantedOnly': '{{desired}}台が必要、稼働数は不明',
  'workers.atMost': '最大{{max}}台',
  'workers.unknown': '不明',
  'workers.reason.not-installed':
    'このポータルにはKubernetesプラグインがないため、ワーカーの数が分かりません。管理者が@backstage/plugin-kubernetesを導入できます。',
  'workers.reason.not-configured':
    'Kubernetesプラグインにこのサービスのクラスターが設定されていません。管理者がapp-configのkubernetes.clusterLocatorMethodsに追加できます。',
  'workers.reason.not-annotated':
    'エンティティにワーカーの実行場所が書かれていません。アノテーションbackstage.io/kubernetes-id、backstage.io/kubernetes-namespace、backstage.io/kubernetes-clusterを追加してください。',
  'workers.reason.not-permitted':
    'ワーカーを見る権限が、クラスターまたはこのポータルで与えられていません。',
  'workers.reason.cluster-unreachable': 'クラスターに接続できません。',
  'workers.reason.timeout': 'クラスターが5秒以内に応答しませんでした。',
  'workers.reason.not-served':
    'クラスターはこの種類のオブジェクトに対応していません。',
  'workers.reason.failed': 'クラスターの応答を読み取れませんでした。',
  'workers.reason.none':
    'このキューのDeploymentもScaledObjectも、クラスターに見つかりませんでした。',

  'notice.numbersAge': '表示の値は{{duration}}前のものです。',
  'notice.stale.title': 'ブローカー {{broker}} が応答していません',
  'notice.unreachable.title': 'ブローカー {{broker}} を読み取れません',
  'notice.unreachable.numbers': '表示できる以前の値もありません。',
  'notice.backend.title': 'ポータルが応答していません',

  'copy.label': 'コピー',
  'copy.done': 'コピーしました',

  'tab.title': 'Celeryの状況',
  'tab.queues': 'キュー',
  'tab.details': '詳細',
  'tab.diagnosis.title': '現在の状況',
  'tab.diagnosis.cause': '原因',
  'tab.diagnosis.whatToDo': '対処',
  'tab.diagnosis.next': 'このあとの動き',
  'tab.diagnosis.readMore': '詳しく読む',
  'tab.diagnosis.evidence': '判断の根拠',
  'tab.evidence.object': 'オブジェクト',
  'tab.evidence.field': 'フィールド',
  'tab.evidence.value': '値',
  'tab.queue.title': 'キュー {{queue}}',
  'tab.queue.priorities': '優先度ごとの待機数',
  'tab.queue.priority': '優先度{{step}}',
  'tab.queue.arrival': '到着',
  'tab.queue.drain': 'ワーカーによる受け取り',
  'tab.queue.perSecond': '毎秒{{value}}件',
  'tab.queue.perMinute': '毎分{{value}}件',
  'tab.queue.readAt': '{{duration}}前に読み取り',
  'tab.queue.neverRead': 'まだ読み取れていません',
  'tab.workers.title': 'ワーカー',
  'tab.workers.none': '現在、Podはありません。',
  'tab.workers.unknown': 'Podの状況は不明です。',
  'tab.workers.pod': 'Pod名',
  'tab.workers.phase': '状態',
  'tab.workers.age': '経過時間',
  'tab.workers.restarts': '再起動',
  'tab.workers.node': 'ノード',
  'tab.workers.phase.ready': '稼働中',
  'tab.workers.phase.running': '実行中(準備未完了)',
  'tab.workers.phase.starting': '起動中',
  'tab.workers.phase.stopping': '停止中',
  'tab.workers.phase.failed': '失敗',
  'tab.workers.phase.unknown': '不明',
  'tab.workers.because': '{{phase}}({{reason}})',
  'tab.plan.title': '適用中のスケーリング設定',
  'tab.plan.none': 'ScaledObjectとDeploymentの内容は不明です。',
  'tab.plan.unknown': 'ScaledObjectの内容は不明です。',
  'tab.plan.reading': 'リポジトリの設定を読み込んでいます',
  'tab.plan.setting': '設定',
  'tab.plan.inForce': '適用中',
  'tab.plan.inRepository': 'リポジトリ',
  'tab.plan.verdict.same': '同じ',
  'tab.plan.verdict.differs': '相違',
  'tab.plan.notSet': '未設定',
  'tab.plan.mebibytes': '{{amount}}MiB',
  'tab.plan.same': 'リポジトリの{{path}}と同じです。',
  'tab.plan.differences_one':
    'リポジトリの{{path}}と{{count, number}}項目が異なります。',
  'tab.plan.differences_other':
    'リポジトリの{{path}}と{{count, number}}項目が異なります。',
  'tab.plan.only': 'リポジトリの{{path}}にある設定です。',
  'tab.plan.incomplete':
    '{{path}}は、ここでは比較できない方法でもほかの内容を変更しています。',
  'tab.plan.notThere':
    'リポジトリのdeploy/baseには、このキューのマニフェストがありません。',
  'tab.plan.readAt': 'リポジトリは{{duration}}前に読み取り',
  'tab.plan.unread': 'リポジトリの設定を読み取れません。',
  'tab.plan.reason.no-source':
    'ソースの場所がエンティティに書かれていません。アノテーションbackstage.io/source-locationを追加してください。',
  'tab.plan.reason.not-allowed':
    'このポータルにはその場所を読む許可がありません。管理者がapp-configのintegrationsかbackend.reading.allowにホストを追加できます。',
  'tab.plan.reason.no-manifest':
    'deploy/base/kustomization.yamlか、そこに書かれたファイルがありません。または、ポータルからリポジトリが見えません。',
  'tab.plan.reason.unreachable': 'リポジトリが応答していません。',
  'tab.plan.reason.too-large':
    'マニフェストがポータルの読み取り上限を超えています。',
  'tab.plan.reason.invalid': 'マニフェストの内容を解釈できません。',
  'tab.plan.reason.backend': 'ポータルのバックエンドが応答していません。',
  'tab.plan.setting.watches': '監視対象',
  'tab.plan.setting.formula': '計算式',
  'tab.plan.setting.target': 'ワーカー1台あたりのメッセージ数',
  'tab.plan.setting.minReplicas': '最小ワーカー数',
  'tab.plan.setting.maxReplicas': '最大ワーカー数',
  'tab.plan.setting.pollingSeconds': '確認の間隔',
  'tab.plan.setting.cooldownSeconds': '最後のワーカーを止めるまでの待ち時間',
  'tab.plan.setting.initialCooldownSeconds': '作成直後の待ち時間',
  'tab.plan.setting.scaleUpPods': '一度に増やすワーカー数',
  'tab.plan.setting.scaleDownWindowSeconds': 'ワーカーを減らすまでの待ち時間',
  'tab.plan.setting.graceSeconds': 'ワーカーがタスクを終えるための猶予',
  'tab.plan.setting.concurrency': 'ワーカーごとの同時実行数',
  'tab.plan.setting.softTimeLimitSeconds': 'タスクに停止を求めるまでの時間',
  'tab.plan.setting.hardTimeLimitSeconds': 'タスクを打ち切るまでの時間',
  'tab.plan.setting.softShutdownSeconds': '急ぐ停止でタスクを続ける時間',
  'tab.plan.setting.visibilityTimeoutSeconds':
    '失われたワーカーのタスクが戻るまでの時間',
  'tab.plan.setting.memoryMi': 'ワーカーのメモリ',

  'recent.span': '直近{{duration}}',
  'recent.most': '待機は最大{{most}}件',

  'history.title': '推移',
  'history.range': '期間',
  'history.range.1h': '1時間',
  'history.range.6h': '6時間',
  'history.range.24h': '24時間',
  'history.range.7d': '7日',
  'history.export': 'CSVで保存',
  'history.ready': '稼働中のワーカー',
  'history.wanted': '必要なワーカー',
  'history.most': '最大',
  'history.scheduled': 'ETA待ち',
  'history.cursor': '推移の時点',
  'history.cursorHelp': '矢印キーで推移を読めます。',
  'history.moment_one':
    '必要なワーカー {{from}} → {{to}}台: 待機{{waiting}}件、処理中{{inFlight}}件',
  'history.moment_other':
    '必要なワーカー {{from}} → {{to}}台: 待機{{waiting}}件、処理中{{inFlight}}件',
  'history.momentBothWays_one':
    '必要なワーカー {{from}} → {{to}}台(その間の最少は{{fewest}}台): 待機{{waiting}}件、処理中{{inFlight}}件',
  'history.momentBothWays_other':
    '必要なワーカー {{from}} → {{to}}台(その間の最少は{{fewest}}台): 待機{{waiting}}件、処理中{{inFlight}}件',
  'history.summedUp':
    '各行は{{duration}}間の判断をまとめたものです。期間を短くすると、より細かく表示されます。',
  'history.moments': 'スケーリングの判断(新しい順)',
  'history.noMoments': '必要なワーカー数は変わっていません。',
  'history.showAll': '{{moments}}件すべて表示',
  'history.empty':
    'この期間の記録はありません。ポータルはサービスを初めて見たときから記録します。',
  'history.failed': '現在、推移を読み取れません。',
  'history.notPermitted':
    'このエンティティに対する権限celery.history.readがありません。',

  'whatIf.title': '別の設定を試す',
  'whatIf.open': '別の設定で試算する',
  'whatIf.about':
    'マニフェストを変える前に、ワーカー数やほかの設定を変えると今の負荷がどう処理されるかを確かめられます。',
  'whatIf.load': '負荷',
  'whatIf.load.backlog': '未処理のタスク数',
  'whatIf.load.tasksPerMinute': '1分あたりの新規タスク数',
  'whatIf.load.taskSeconds': '1タスクの秒数',
  'whatIf.load.concurrency': 'ワーカーごとの同時実行数',
  'whatIf.settings': '設定',
  'whatIf.setting.maxReplicas': '最大ワーカー数',
  'whatIf.setting.target': 'ワーカーあたりのメッセージ数',
  'whatIf.setting.pollingSeconds': '確認間隔(秒)',
  'whatIf.setting.cooldownSeconds': 'クールダウン(秒)',
  'whatIf.setting.scaleDownWindowSeconds': 'スケールダウン安定化(秒)',
  'whatIf.reset': '現在の値に戻す',
  'whatIf.compared': '比較',
  'whatIf.inForce': '適用中',
  'whatIf.changed': '試算',
  'whatIf.result.doneIn': '完了まで',
  'whatIf.result.longestWait': '最長待ち時間',
  'whatIf.result.peakWorkers': '最大ワーカー数',
  'whatIf.result.workerHours': 'ワーカー時間',
  'whatIf.result.killed': '中断されたタスク数',
  'whatIf.result.stranded': '取り残されたタスク数',
  'whatIf.lane.backlog': '未処理のタスク',
  'whatIf.lane.workers': 'ワーカー',
  'whatIf.notDone': '{{duration}}以内に終わらない',
  'whatIf.tooMuch': 'タスクが多すぎるため、この画面では試算できません。',
  'whatIf.assumes':
    'ワーカーが動いていない状態から、起動に10秒かかるものとして試算しています。クラスターから読み取れない設定は、テンプレートの値を使っています。',

  'overview.title': 'キュー一覧',
  'overview.loading': 'すべてのサービスとキューを読み込んでいます',
  'overview.nothing': '条件に合うキューはありません。',
  'overview.empty.title': 'キューを持つサービスは、まだカタログにありません',
  'overview.empty.body':
    'テンプレートから作成するか、既存のサービスのcatalog-info.yamlに次のアノテーションを追加してください。',
  'overview.announce': '問題のあるキュー: {{inTrouble}}件',
  'overview.lastRead': '表示の値は{{duration}}前に読み取ったものです。',
  'overview.recordedAt': '{{time}}に記録した値です。',
  'overview.workers': '{{wanted}}台中{{ready}}台',
  'overview.workersStopping': '{{ready}}台（必要{{wanted}}台）',
  'overview.old': '{{duration}}前',
  'overview.total.inTrouble': '問題あり',
  'overview.total.workers': 'ワーカー',
  'overview.total.queues_one': 'キュー数',
  'overview.total.queues_other': 'キュー数',
  'overview.total.services_one': 'サービス数',
  'overview.total.services_other': 'サービス数',
  'overview.total.unknown': '+ 不明{{unknown}}件',
  'overview.filter.whose': '対象のサービス',
  'overview.filter.all': 'すべて',
  'overview.filter.mine': '自分の担当',
  'overview.filter.anyState': '全状態',
  'overview.filter.anyOwner': '全所有者',
  'overview.filter.anyBroker': '全ブローカー',
  'overview.filter.text': 'サービスやキューを検索',
  'overview.column.state': '状態',
  'overview.column.service': 'サービス',
  'overview.column.owner': '所有者',
  'overview.column.waiting': '待機中',
  'overview.column.recent': '直近15分',
  'overview.column.inFlight': '処理中',
  'overview.column.oldest': '最長待ち時間',
  'overview.column.workers': 'ワーカー',
  'overview.column.doneIn': '完了まで',
  'overview.column.broker': 'ブローカー',
  'overview.state.unknown': '不明',
  'overview.state.not-permitted': '権限なし',
  'overview.state.annotations': 'アノテーション要修正',
  'overview.state.waiting': '受け取り待ち',
  'overview.state.growing': '増加中',
  'overview.state.working': '稼働中',
  'overview.stateHelp.stranded':
    '処理中のメッセージがありますが、1分以上ワーカーがなく、起動の予定もありません。対処方法はサービスのページで確認できます。',
  'overview.stateHelp.stalled':
    'メッセージが2分以上待っていますが、どのワーカーも受け取っていません。原因はサービスのページで確認できます。',
  'overview.stateHelp.broker-unreachable':
    'ブローカーを読み取れず、以前の値もありません。',
  'overview.stateHelp.broker-stale':
    'ブローカーが応答していません。最後に読み取れた値を表示しています。',
  'overview.stateHelp.queue-unreadable':
    'ブローカーは応答していますが、このキューを読み取れません。',
  'overview.stateHelp.unknown': 'このキューの値はありません。',
  'overview.stateHelp.not-permitted':
    'このサービスについて、権限celery.queue.readが与えられていません。',
  'overview.stateHelp.annotations':
    '直すべきアノテーションはサービスのページで確認できます。',
  'overview.stateHelp.waking':
    '仕事がありますが、準備のできたワーカーはまだありません。',
  'overview.stateHelp.waiting':
    'メッセージが待っていますが、まだどのワーカーも受け取っていません。ワーカーの台数は不明です。',
  'overview.stateHelp.scaling-out':
    '稼働しているワーカーが、必要な台数より少ない状態です。',
  'overview.stateHelp.growing': '受け取りよりも到着のほうが多い状態です。',
  'overview.stateHelp.draining':
    '新しい到着はなく、ワーカーが残りを処理しています。',
  'overview.stateHelp.cooling-down':
    '待機中も処理中もありません。ワーカーは停止に向かっています。',
  'overview.stateHelp.steady': '到着した分をワーカーが受け取っています。',
  'overview.stateHelp.working':
    '到着した分は受け取られています。ワーカーが処理を続けているかどうかは、サービスのページで確認できます。',
  'overview.stateHelp.scheduled':
    '残りはすべて、ワーカーの中でETAを待っています。',
  'overview.stateHelp.idle': '待機中も処理中もありません。',

  'absent.title': 'このエンティティにはまだキューの指定がありません',
  'absent.body':
    'キューとワーカーをここに表示するには、catalog-info.yamlに次のアノテーションを追加してください。',
  'problems.title': 'Celeryのアノテーションを直す必要があります',
  'problems.found': '現在の値: {{value}}',
  'notPermitted.title': 'これらのキューを見る権限がありません',
  'notPermitted.body':
    'このエンティティに対する権限celery.queue.readがありません。エンティティの所有者か、ポータルの管理者に依頼してください。',
  'failure.notFound.title':
    'Celeryバックエンドにこのエンティティが見つかりません',
  'failure.notFound.body':
    'エンティティが削除されたか、Celeryバックエンドプラグインがこのポータルに導入されていません。',
  'failure.request.title': 'Celeryバックエンドが要求を拒否しました',
  'failure.version.title': 'Celeryバックエンドの応答が想定と異なります',
  'failure.version.body':
    'プラグインのフロントエンドとバックエンドのバージョンが異なる可能性があります。管理者が同じバージョンをそろえて導入できます。',
  'failure.backend.title': 'ポータルのバックエンドに接続できません',
  'failure.backend.body': '自動的に再試行を続けています。',
  'failure.render.title': 'ページのこの部分を表示できませんでした',
  'failure.render.body':
    'ほかの部分には影響しません。再読み込みするともう一度試せます。',
};

export default japanese;

import type { TextKey } from '../texts';
import { plan } from './plan';

const texts: Record<TextKey, string> = {
  ...plan,

  'field.required': '必須',

  'duration.seconds': '{{seconds}} 秒',
  'duration.minutes': '{{unit}} 分',
  'duration.minutesAndRest': '{{unit}} 分 {{rest}} 秒',
  'duration.hours': '{{unit}} 時間',
  'duration.hoursAndRest': '{{unit}} 時間 {{rest}} 分',

  'name.label': 'サービス名',
  'name.help':
    '半角英小文字、数字、「-」で {{most}} 文字以内。リポジトリ、Kubernetes の Namespace、キュー、Python パッケージの名前になります。',
  'name.package': 'Python パッケージ名は {{package}} になります。',
  'name.taken':
    '「{{name}}」というサービスはすでにカタログにあります。別の名前にするか、先に既存のものの登録を解除してください。',
  'name.empty':
    '名前を入力してください。使えるのは半角英小文字 (a〜z)、数字、「-」です。',
  'name.characters': '使えるのは半角英小文字 (a〜z)、数字、「-」だけです。',
  'name.start': '名前は英字で始めてください。',
  'name.end': '名前は英字か数字で終えてください。',
  'name.too-long':
    'KEDA が名前に文字を足すため {{most}} 文字以内にしてください (現在 {{length}} 文字)。',
  'name.queue-too-long':
    '前に「{{service}}-」が付き、KEDA も文字を足すため {{most}} 文字以内にしてください (現在 {{length}} 文字)。',
  'name.service-too-long':
    'サービス名「{{service}}」が長く、キューを追加できません。サービス名を短くしてください。',
  'name.keyword':
    '「{{package}}」は Python の予約語でパッケージ名にできません。「{{name}}-service」など別の名前にしてください。',
  'name.standard-library':
    '「{{package}}」は Python 標準ライブラリのモジュール名で、それを隠してしまいます。「{{name}}-service」など別の名前にしてください。',
  'name.dependency':
    '「{{package}}」はこのサービス自身が使うパッケージの名前です。「{{name}}-service」など別の名前にしてください。',
  'name.namespace':
    '「{{name}}」は Kubernetes、KEDA、IBM Cloud が使う Namespace です。別の名前にしてください。',
  'name.redis-key':
    'ワーカーは手元のメッセージを Redis の「{{name}}」に置くため、キュー名にできません。別の名前にしてください。',

  'description.label': '説明',
  'description.help': 'カタログに表示される 1 行の説明です。',
  'description.one-line': '制御文字を含めず、1 行で入力してください。',
  'description.too-long':
    '{{most}} 文字以内にしてください (現在 {{length}} 文字)。',
  'cluster.label': 'クラスター',
  'cluster.help':
    'ポータルでの Kubernetes クラスターの名前です。空欄なら、ポータルが知る最初のクラスターになります。',
  'cluster.name':
    'アドレスではなく、ポータルでのクラスター名を入力してください。使えるのは英数字、「-」「_」「.」「/」です。',
  'namespace.label': 'Namespace',
  'namespace.help':
    'クラスター内の Namespace。空欄ならサービスと同じ名前になります。',
  'registryNamespace.label': 'イメージレジストリーの Namespace',
  'registryNamespace.help':
    'IBM Cloud Container Registry の Namespace。空欄ならサービスと同じ名前になります。',
  'registry.name':
    '4〜30 文字の半角英小文字、数字、「-」「_」で、両端は英数字にしてください。',

  'region.label': 'イメージレジストリーのリージョン',
  'region.help': 'イメージは IBM Cloud Container Registry に置かれます。',
  'region.au-syd': 'シドニー (au-syd)',
  'region.br-sao': 'サンパウロ (br-sao)',
  'region.ca-mon': 'モントリオール (ca-mon)',
  'region.ca-tor': 'トロント (ca-tor)',
  'region.eu-de': 'フランクフルト (eu-de)',
  'region.eu-es': 'マドリード (eu-es)',
  'region.eu-gb': 'ロンドン (eu-gb)',
  'region.in-che': 'チェンナイ (in-che)',
  'region.in-mum': 'ムンバイ (in-mum)',
  'region.jp-osa': '大阪 (jp-osa)',
  'region.jp-tok': '東京 (jp-tok)',
  'region.us-south': 'ダラス (us-south)',
  'publish.label': 'リポジトリ',
  'publish.help': 'サービスのコードを置く場所です。',
  'publish.local': 'ポータルのディスク',
  'publish.github': 'GitHub',

  'queues.title': 'キュー',
  'queues.help':
    '種類の違う仕事は別のキューに分けます。キューごとに専用のワーカーがつきます。追加しなければ、サービスと同じ名前のキューが 1 つできます。',
  'queues.queue': 'キュー {{number}}',
  'queues.name.label': 'キュー名',
  'queues.name.help': '半角英小文字、数字、「-」。',
  'queues.name.twice':
    '「{{name}}」というキューは他にもあります。別の名前にしてください。',
  'queues.own': '上の回答とは違う仕事をする',
  'queues.add': 'キューを追加',
  'queues.remove': '削除',
  'queues.removeOne': 'キュー {{number}} を削除',

  'priorities.label': 'タスクに優先度を付ける',
  'priorities.help':
    'キューごとに優先度別のリストが 4 つでき、ワーカーは急ぐものから取ります。',

  'broker.label': 'ブローカー',
  'broker.help': 'サービスのメッセージを置く Redis または Valkey です。',
  'broker.loading': 'カタログからブローカーを読み込んでいます',
  'broker.choose': 'ブローカーを選択',
  'broker.none': 'ブローカーが設定されていません',
  'broker.noneHelp':
    '管理者が app-config の celery.brokers に追加する必要があります。ポータルの次回起動後に選べるようになります。',
  'broker.gone':
    'ブローカー「{{name}}」は設定されていません。別のブローカーを選んでください。',
  'broker.error': 'ブローカーを読み込めませんでした',
  'broker.errorHelp': 'カタログの応答: {{error}}',
  'broker.retry': '再試行',

  'workload.section.task': 'タスク',
  'workload.section.arrivals': '届く量',
  'workload.section.limits': '求めること',
  'workload.taskSeconds.label': 'タスクは通常どのくらいかかりますか?',
  'workload.taskSeconds.help': '秒 (平均)。',
  'workload.longestTaskSeconds.label': '最も長い場合は?',
  'workload.longestTaskSeconds.help':
    '秒。これを超えたタスクは停止を求められ、その後強制終了されます。',
  'workload.concurrency.label': '1 つのワーカーは同時に何件実行しますか?',
  'workload.concurrency.help':
    '多いほど起動時間とメモリーを分け合え、少ないほど細かくスケールします。',
  'workload.burstTasks.label': 'バースト時は一度に何件届きますか?',
  'workload.burstTasks.help':
    '夜間の取り込みや大量アップロードなど。なければ 0。',
  'workload.tasksPerMinute.label': '常時どのくらい届きますか?',
  'workload.tasksPerMinute.help':
    '1 分あたりの件数 (平均)。バーストだけなら 0。',
  'workload.burstsADay.label': 'バーストはどのくらいの頻度で来ますか?',
  'workload.burstsADay.help': '1 か月のワーカー時間に影響します。',
  'workload.burstsADay.24': '1 時間ごと',
  'workload.burstsADay.6': '4 時間ごと',
  'workload.burstsADay.1': '1 日 1 回',
  'workload.waitSeconds.label': '開始までどのくらい待てますか?',
  'workload.waitSeconds.help':
    '秒。ワーカーの起動時間より短い場合は、常に 1 つ動かしておきます。',
  'workload.maxWorkers.label':
    '背後のシステムはワーカーを何個まで支えられますか?',
  'workload.maxWorkers.help':
    'タスクが使うデータベースやサービスに、これより多くのワーカーが接続することはありません。',
  'workload.coldStartSeconds.label': 'ワーカーの起動にどのくらいかかりますか?',
  'workload.coldStartSeconds.help':
    '秒。要求してから最初のタスクまで (空きのあるノードの場合)。',
  'workload.delayedTasks.label': 'countdown、ETA、長い間隔のリトライを使う',
  'workload.delayedTasks.help':
    'これらのタスクは期限よりずっと前にワーカーに渡されます。期限までワーカーを占有させないようにします。',
  'workload.longestDelaySeconds.label': '最も長い遅延はどのくらいですか?',
  'workload.longestDelaySeconds.help': '秒。',
  'workload.range':
    '{{min, number}} から {{max, number}} までの数を入力してください。',
  'workload.wholeRange':
    '{{min, number}} から {{max, number}} までの整数を入力してください。',
  'workload.belowUsual':
    '通常の所要時間 {{least, number}} 以上を入力してください。',

  'preview.title': 'スケールの見通し',
  'preview.outdated':
    '入力が完了していない項目があります。これは最後に完了していたときのものです。',
  'preview.compare': 'よくある設定と比べる',
  'preview.firstMinutes': '最初の数分',
  'preview.aDay': '1 日',
  'preview.thisPlan': 'この計画',
  'preview.usualRecipe': 'よくある設定',
  'preview.asTable': '表で表示',
  'preview.asChart': 'グラフで表示',
  'preview.tooLarge':
    '入力中にシミュレーションするには量が多すぎます。下の計画はそのまま有効です。',
  'preview.overlaps': '次のバーストまでに終わりません。キューは伸び続けます。',
  'preview.leavesBehind':
    'バーストのたびにタスクが取り残され、終わることがありません。',
  'preview.summary':
    'タスクの待ち時間は最大 {{wait}}、ワーカーは最大 {{workers}} 個です。',
  'preview.unknown': '不明',
  'preview.never': '終わらない',
  'preview.moreThan': '{{amount}} 超',
  'preview.time': '経過',
  'preview.waiting': '待機中',
  'preview.running': '実行中',
  'preview.held': 'ワーカーが保持',
  'preview.workers': 'ワーカー',
  'preview.wanted': '要求数',
  'preview.longestWait': '最長の待ち時間',
  'preview.doneIn': 'バーストの完了まで',
  'preview.workerHours': '1 か月のワーカー時間',
  'preview.alwaysOn': 'すべて常時動かした場合',
  'preview.killed': 'バーストで強制終了されるタスク',
  'preview.stranded': 'バーストで取り残されるタスク',
  'preview.settings': 'スケーリング計画',
  'preview.allSettings': '{{number}} 項目すべてを表示',
  'preview.fewerSettings': '表示を減らす',
  'preview.set.delayedTasks': '回答を変更',
  'preview.set.taskSeconds': 'タスクを {{value}} 秒にする',
  'preview.set.longestTaskSeconds': '最長を {{value}} 秒にする',
  'preview.set.concurrency': '同時実行を {{value}} 件にする',
  'preview.set.coldStartSeconds': '起動時間を {{value}} 秒にする',
  'preview.set.burstTasks': 'バーストを {{value}} 件にする',
  'preview.set.tasksPerMinute': '毎分 {{value}} 件にする',
  'preview.set.waitSeconds': '待ち時間を {{value}} 秒にする',
  'preview.set.maxWorkers': 'ワーカーを {{value}} 個にする',
  'preview.set.longestDelaySeconds': '遅延を {{value}} 秒にする',

  'setting.none': 'なし',
  'setting.on': 'オン',
  'setting.off': 'オフ',
  'setting.seconds': '{{number}} 秒',
  'setting.mebibytes': '{{number}} MiB',
  'setting.strategy': 'ワーカーを求めるもの',
  'setting.strategy.waiting-and-running': '待機中と実行中のタスク',
  'setting.strategy.running-set': '待機中と実際に実行中のタスク',
  'setting.strategy.waiting-only': '待機中のタスクのみ',
  'setting.concurrency': 'ワーカーの同時実行数',
  'setting.target': 'ワーカー 1 つあたりのタスク数',
  'setting.minReplicas': 'ワーカーの最小数',
  'setting.maxReplicas': 'ワーカーの最大数',
  'setting.pollingSeconds': 'KEDA が調べる間隔',
  'setting.cooldownSeconds': '全ワーカーを止めるまで',
  'setting.initialCooldownSeconds': '新しいサービスのワーカーを残す時間',
  'setting.behavior': 'HPA の独自ルール',
  'setting.scaleUpPods': '一度に増やすワーカー数',
  'setting.scaleDownWindowSeconds': '一部のワーカーを止めるまで',
  'setting.graceSeconds': 'ワーカーの停止にかけてよい時間',
  'setting.softShutdownSeconds': '急ぐワーカーにかけてよい時間',
  'setting.softTimeLimitSeconds': 'タスクに停止を求めるまで',
  'setting.hardTimeLimitSeconds': 'タスクを強制終了するまで',
  'setting.visibilityTimeoutSeconds': '落ちたワーカーのタスクを再実行するまで',
  'setting.restoreIntervalSeconds': 'そのようなタスクを調べる間隔',
  'setting.livenessLimitSeconds': '動かないワーカーを再起動するまで',
  'setting.prefetchMultiplier': '実行枠ごとに確保するタスク数',
  'setting.disablePrefetch': '実行中のものだけを持つ',
  'setting.memoryMi': 'ワーカーのメモリー',
};

export default texts;

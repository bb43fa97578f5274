import { JapaneseTexts } from './japanese';
import { workTexts } from './work.en';

export const workTextsJa: JapaneseTexts<typeof workTexts> = {
  'diagnosis.work.none': '待機中・実行中のタスクはありません。',
  'diagnosis.work.both':
    '待機{{waiting, number}}件、処理中{{inFlight, number}}件です。',
  'diagnosis.work.waiting': '待機{{waiting, number}}件です。',
  'diagnosis.work.inFlight': '待機はなく、処理中{{inFlight, number}}件です。',
  'diagnosis.work.inFlightUnknown':
    '待機{{waiting, number}}件です。処理中の件数は不明です。',
  'diagnosis.work.scheduled_other':
    '{{count, number}}件が実行予定時刻を待っています。',
  'diagnosis.work.last': '最後の処理は{{duration}}前です。',
  'diagnosis.work.doneIn': 'このペースなら約{{duration}}で完了します。',

  'diagnosis.ask.sum':
    '待機{{waiting, number}}件+実行中{{inFlight, number}}件は、1台あたり{{target, number}}件で{{wanted, number}}台に相当します。',
  'diagnosis.ask.sumOverMax':
    '待機{{waiting, number}}件+実行中{{inFlight, number}}件は、1台あたり{{target, number}}件で{{wanted, number}}台に相当しますが、上限は{{max, number}}台です。',
  'diagnosis.ask.waiting':
    '待機{{waiting, number}}件は、1台あたり{{target, number}}件で{{wanted, number}}台に相当します。',
  'diagnosis.ask.waitingOverMax':
    '待機{{waiting, number}}件は、1台あたり{{target, number}}件で{{wanted, number}}台に相当しますが、上限は{{max, number}}台です。',

  'diagnosis.workers.none': 'ワーカーは動いていません。',
  'diagnosis.workers.ready_other': 'ワーカー{{count, number}}台が稼働中です。',
  'diagnosis.workers.readyOf_other':
    'ワーカー{{count, number}}台中{{current, number}}台が稼働中です。',
  'diagnosis.workers.allRun_other': '{{count, number}}台すべてが稼働中です。',
  'diagnosis.workers.starting_other':
    'ワーカー{{count, number}}台を起動しています。',
  'diagnosis.workers.stopping_other':
    'ワーカー{{count, number}}台を停止しています。',
  'diagnosis.workers.kept_other':
    '最小数のワーカー{{count, number}}台を維持しています。',
  'diagnosis.workers.forced_other':
    'force-activationによりワーカー{{count, number}}台を維持しています。',
  'diagnosis.workers.noLongerNeeded_other':
    'ワーカー{{count, number}}台が不要になりました。',
  'diagnosis.workers.needed_other':
    'ワーカー{{desired, number}}台のうち必要なのは{{count, number}}台です。',
  'diagnosis.workers.fixed_other':
    'ScaledObjectがないため、ワーカーは{{count, number}}台のまま変わりません。',

  'diagnosis.paused.stay_other':
    'スケーリングを一時停止中です。待機件数にかかわらず、ワーカーは{{count, number}}台のままです。',
  'diagnosis.paused.scaleIn':
    'スケールインを一時停止中です。仕事がなくなってもワーカーは減りません。',
  'diagnosis.paused.scaleOut':
    'スケールアウトを一時停止中です。待機件数が増えてもワーカーは増えません。',

  'diagnosis.cause.pausedBy':
    'ScaledObject {{scaledObject}} のアノテーション {{annotation}} によるものです。',
  'diagnosis.cause.scaleUpLimit':
    'HPAのスケールアップポリシーが、一度に増やせるワーカー数を制限しています。',
  'diagnosis.cause.saturated':
    'ScaledObject {{scaledObject}} のmaxReplicaCountは{{max, number}}です。',
  'diagnosis.cause.moreThanTheyRun':
    '処理中の件数が、稼働中のワーカーの想定(1台あたり{{target, number}}件)を超えています。残りは実行予定時刻を待っているか、異常終了したワーカーが残したものです。後者はvisibility timeoutを過ぎるとキューに戻ります。',
  'diagnosis.cause.cooldown':
    'KEDAは最後の処理から{{duration}}待ってワーカーを停止します。',
  'diagnosis.cause.scaleDownWindow':
    'HPAは安定化期間内で最も多かったワーカー数を保ちます。',
  'diagnosis.cause.fixed':
    'Deployment {{deployment}} は指定されたレプリカ数で動き続けます。',

  'diagnosis.advice.resume':
    'アノテーションを削除すると、スケーリングを再開します。',
  'diagnosis.advice.raiseMaximum':
    '後段のシステムに余裕があればmaxReplicaCountを増やすか、タスクを速くしてください。',
  'diagnosis.advice.loosenPolicy':
    'もっと速く増やしてよければ、ScaledObjectのadvanced.horizontalPodAutoscalerConfig.behavior.scaleUpを緩めてください。',
  'diagnosis.advice.addScaledObject':
    'リスト {{key}} を監視するトリガーを持つScaledObjectを追加してください。',

  'diagnosis.next.wake': 'KEDAが{{duration}}以内に最初のワーカーを起動します。',
  'diagnosis.next.removeLast':
    '新しいタスクが来なければ、KEDAが{{duration}}後に最後のワーカーを停止します。',
  'diagnosis.next.removeAll':
    '新しいタスクが来なければ、KEDAが{{duration}}後にワーカー{{count, number}}台をすべて停止します。',
  'diagnosis.next.removeAtPoll':
    '新しいタスクが来なければ、KEDAが{{duration}}以内の次のポーリングでワーカーを停止します。',
  'diagnosis.next.scaleIn':
    'スケールダウンの安定化期間が過ぎると、HPAが不要なワーカーを停止します。',
  'diagnosis.next.hpaLooks': 'HPAは{{duration}}以内に再びキューを確認します。',
  'diagnosis.next.ready': 'ワーカーは準備ができ次第、タスクの処理を始めます。',
  'diagnosis.next.resumed': 'スケーリングを再開するまで何も変わりません。',
  'diagnosis.next.drained': '約{{duration}}でキューが空になります。',
  'diagnosis.next.idle':
    '次のタスクが来ると、{{duration}}以内にワーカーが起動します。',
};
